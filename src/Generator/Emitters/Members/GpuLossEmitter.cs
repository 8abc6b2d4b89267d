using SparseLsr.Gen.Generator.Emitters.Kernels;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>The loss over views of a GPU's memory, which needs no libtorch.</summary>
internal static class GpuLossEmitter
{
    private const string GpuLoss = "global::SparseLsr.Gen.Gpu.GpuLoss";
    private const string GpuClassVector = "global::SparseLsr.Gen.CompilerServices.GpuClassVector";

    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        LossModel model = plan.Model;
        writer.Lines(
            """
            /// <summary>The loss on an ILGPU accelerator, over views of its memory.</summary>
            /// <param name="accelerator">The accelerator; its context has <c>EnableAlgorithms()</c>.</param>
            """);
        Parameters.Document(writer, model.Fixed, "One number for each class; copied.");
        writer.Lines(
            """
            /// <param name="weight">A weight for each class; null for weights of 1.</param>
            /// <param name="ignore_index">The target whose rows are ignored.</param>
            /// <exception cref="global::System.NotSupportedException">The accelerator's warps are not of 32 lanes.</exception>
            """);
        Parameters.DocumentRanges(writer, model);
        string[] parameters =
        [
            "global::ILGPU.Runtime.Accelerator accelerator", .. Parameters.Declare(model.Fixed, Parameters.Array),
            "double[]? weight = null", "long ignore_index = -100",
        ];
        string classes = new KernelNames(plan).ClassesParameter;
        string bound = KernelEmitter.BindWithWeight(plan, classes, isOfModule: false).Replace("\n", "\n    ");
        string vectors = string.Concat(model.OwnClassVectors.Select(
            vector => $",\n    new {GpuClassVector}(\"{vector.Name}\", {Identifiers.Escape(vector.Name)})"));
        string metrics = plan.WithMetrics is not { } withMetrics
            ? string.Empty
            : $"\n    {classes} => {KernelEmitter.BindWithWeight(withMetrics, classes, isOfModule: false).Replace("\n", "\n    ")},";
        string made = $"new(\n    accelerator,\n    {classes} => {bound},{metrics}\n    weight,\n    ignore_index{vectors})";
        Parameters.WriteMember(
            writer, model, $"public static {GpuLoss} CreateGpuLoss", parameters, Parameters.Checks(model),
            model.HasErrors ? BrokenLoss.Throw : made);
    }
}
