using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Gpu;

/// <summary>The kernel of one row on the GPU, in float32: there float64 is slow.</summary>
internal static class GpuKernelEmitter
{
    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        writer.Lines("/// <summary>The same in float32, for the GPU.</summary>");
        RowEmitter.Emit(writer, plan, "RowSingle", "float", new SingleNotation(names));
    }
}
