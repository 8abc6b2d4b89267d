using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The sums that some losses need: what a kernel is compiled for that knows no loss.</summary>
internal readonly struct RowNeeds<TMean, TEntropy> : IRowNeeds
    where TMean : struct, IFlag
    where TEntropy : struct, IFlag
{
    public static bool UsesMean => TMean.IsSet;

    public static bool UsesEntropy => TEntropy.IsSet;
}
