using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>The derivatives by the numbers that come with a row, as a module gives them to autograd.</summary>
internal static class InputGradients
{
    /// <param name="model">The declaration.</param>
    /// <param name="create">Makes the module; its argument is the number of classes.</param>
    /// <param name="row">The row.</param>
    /// <param name="withLogits">Whether the gradient by the logits is asked for as well.</param>
    public static double[] Of(LossModel model, Func<int, ISparseTargetLoss> create, FuzzRow row, bool withLogits)
    {
        using DisposeScope scope = NewDisposeScope();
        using ISparseTargetLoss loss = create(row.Logits.Length);
        Tensor logits = tensor(row.Logits).unsqueeze(0), targets = tensor(new long[] { row.Target });
        Tensor[] inputs = [.. model.Inputs.Select(input => input.Kind == ParameterKind.ClassInput
            ? tensor(row.OfClasses).unsqueeze(0)
            : tensor(new[] { row.Number(input.Name) }).requires_grad_())];
        if (withLogits)
            logits.requires_grad_();
        loss.Core().Forward(logits, targets, inputs).backward();
        return [.. inputs.Where(input => input.requires_grad).Select(input => input.grad!.item<double>())];
    }
}
