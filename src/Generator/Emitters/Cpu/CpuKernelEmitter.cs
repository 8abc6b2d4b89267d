using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Cpu;

/// <summary>The kernel of one row on the CPU, in float64 whatever the logits' type; on the GPU it serves rows of float64.</summary>
internal static class CpuKernelEmitter
{
    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        writer.Lines("/// <summary>The loss of one row and, where it is wanted, its gradient.</summary>");
        RowEmitter.Emit(writer, plan, "Row", "double", new RowNotation(names, CpuOperations.Functions, hasConditionalOperators: true));
    }
}
