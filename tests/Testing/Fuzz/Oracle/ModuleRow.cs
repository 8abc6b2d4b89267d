using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>What a module gives autograd of one row.</summary>
/// <param name="Value">The loss.</param>
/// <param name="Gradient">Its derivatives by the logits; empty where they are not asked for.</param>
/// <param name="ByInputs">Those by the numbers that come with the row.</param>
internal sealed record ModuleRow(double Value, double[] Gradient, double[] ByInputs)
{
    /// <param name="model">The declaration.</param>
    /// <param name="create">Makes the module; its argument is the number of classes.</param>
    /// <param name="row">The row.</param>
    /// <param name="withLogits">Whether the gradient by the logits is asked for as well.</param>
    /// <param name="device">The device in whose kernels the row is evaluated; null for the CPU.</param>
    public static ModuleRow Of(LossModel model, Func<int, ISparseTargetLoss> create, FuzzRow row, bool withLogits, IGpuDevice? device = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using ISparseTargetLoss loss = create(row.Logits.Length);
        loss.Core().Emulation = device;
        (Tensor logits, Tensor targets, Tensor[] inputs) = Tensors(model, row);
        if (withLogits)
            logits.requires_grad_();
        Tensor value = loss.Core().Forward(logits, targets, inputs);
        value.backward();
        return new ModuleRow(
            value.item<double>(), withLogits ? logits.grad!.data<double>().ToArray() : [],
            [.. inputs.Where(input => input.requires_grad).Select(input => input.grad!.item<double>())]);
    }

    /// <summary>The second derivatives by the logits times a direction, by kernels or composed of torch operations.</summary>
    public static double[] Second(
        LossModel model, Func<int, ISparseTargetLoss> create, FuzzRow row, double[] direction, bool isComposed)
    {
        using DisposeScope scope = NewDisposeScope();
        using ISparseTargetLoss loss = create(row.Logits.Length);
        (Tensor logits, Tensor targets, Tensor[] inputs) = Tensors(model, row);
        logits.requires_grad_();
        Tensor value = isComposed ? loss.Core().ComposedForward(logits, targets, inputs) : loss.Core().Forward(logits, targets, inputs);
        Tensor gradient = autograd.grad([value], [logits], retain_graph: true, create_graph: true)[0];
        return autograd.grad([gradient], [logits], [tensor(direction).unsqueeze(0)])[0].data<double>().ToArray();
    }

    private static (Tensor Logits, Tensor Targets, Tensor[] Inputs) Tensors(LossModel model, FuzzRow row) =>
    (
        tensor(row.Logits).unsqueeze(0), tensor(new long[] { row.Target }),
        [.. model.Inputs.Select(input => input.Kind == ParameterKind.ClassInput
            ? tensor(row.OfClasses).unsqueeze(0)
            : tensor(new[] { row.Number(input.Name) }).requires_grad_())]
    );
}
