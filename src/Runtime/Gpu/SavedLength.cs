using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>How much is saved for backward.</summary>
internal static class SavedLength
{
    /// <summary>The numbers of a row.</summary>
    public static int PerRow(BoundLoss loss) =>
        loss.HasClassFunctionsInGradient ? ClassSavedGradient.Length : RowGradient<float, DeviceFloat32Math>.Length;
}
