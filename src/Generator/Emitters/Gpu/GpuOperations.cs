using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Gpu;

/// <summary>What each operator is called in scalar float32 code for the GPU.</summary>
internal static class GpuOperations
{
    /// <summary>Functions of the runtime by the operator's own name, which the GPU's compiler knows all of.</summary>
    public static readonly IReadOnlyDictionary<Operator, string> Functions =
        Cpu.CpuOperations.Functions.Keys.ToDictionary(@operator => @operator, @operator => $"DeviceMath.{@operator}");
}
