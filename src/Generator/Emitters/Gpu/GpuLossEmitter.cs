using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Gpu;

/// <summary>The loss over views of a GPU's memory, which needs no libtorch.</summary>
internal static class GpuLossEmitter
{
    private const string GpuLoss = "global::SparseLsr.Gen.Gpu.GpuLoss";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        LossModel model = plan.Model;
        writer.Lines(
            """
            /// <summary>The loss on an ILGPU accelerator, over views of its memory.</summary>
            /// <param name="accelerator">The accelerator; its context has <c>EnableAlgorithms()</c>.</param>
            """);
        foreach (LossParameter parameter in model.Parameters)
            writer.Lines($"/// <param name=\"{parameter.Name}\">As in the constructor.</param>");
        writer.Lines(
            """
            /// <param name="weight">A weight for each class; null for weights of 1.</param>
            /// <param name="ignore_index">The target whose rows count for nothing.</param>
            /// <exception cref="global::System.NotSupportedException">The accelerator's warps are not of 32 lanes.</exception>
            """);
        writer.Lines($"public static {GpuLoss} CreateGpuLoss(global::ILGPU.Runtime.Accelerator accelerator{Parameters.DeclareAll(model)}, double[]? weight = null, long ignore_index = -100) =>");
        string bound = $"new global::SparseLsr.Gen.BoundLoss<Kernel>({KernelEmitter.Create(plan, names, names.ClassesParameter)})";
        string made = $"new {GpuLoss}(accelerator, {names.ClassesParameter} => {bound}, weight, ignore_index)";
        writer.Lines($"    {(model.HasErrors ? BrokenLoss.Throw : made)};");
    }
}
