using SparseLsr.Gen.Generator.Emitters.Kernels;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>The loss over views of a GPU's memory, which needs no libtorch.</summary>
internal static class GpuLossEmitter
{
    private const string GpuLoss = "global::SparseLsr.Gen.Gpu.GpuLoss";

    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        LossModel model = plan.Model;
        writer.Lines(
            """
            /// <summary>The loss on an ILGPU accelerator, over views of its memory.</summary>
            /// <param name="accelerator">The accelerator; its context has <c>EnableAlgorithms()</c>.</param>
            """);
        Parameters.Document(writer, model);
        writer.Lines(
            """
            /// <param name="weight">A weight for each class; null for weights of 1.</param>
            /// <param name="ignore_index">The target whose rows are ignored.</param>
            /// <exception cref="global::System.NotSupportedException">The accelerator's warps are not of 32 lanes.</exception>
            """);
        Parameters.DocumentRanges(writer, model);
        string[] parameters =
        [
            "global::ILGPU.Runtime.Accelerator accelerator", .. Parameters.DeclareAll(model), "double[]? weight = null", "long ignore_index = -100",
        ];
        string classes = new KernelNames(plan).ClassesParameter;
        string made = $"new(\n    accelerator,\n    {classes} => {KernelEmitter.Bind(plan, classes)},\n    weight,\n    ignore_index)";
        Parameters.WriteMember(
            writer, model, $"public static {GpuLoss} CreateGpuLoss", parameters, model.HasErrors ? BrokenLoss.Throw : made);
    }
}
