using SparseLsr.Gen.Tests.Engines;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Golden;

/// <summary>What a module makes of one case of a golden file, in float64.</summary>
internal sealed record GoldenRun(double[] Values, double[] Gradient)
{
    /// <param name="targets">Targets of the shape of the logits without C.</param>
    public static GoldenRun Of(
        string loss,
        double[] parameters,
        double[] logits,
        long[] shape,
        Tensor targets,
        nn.Reduction reduction,
        double[]? weight = null,
        long? ignoreIndex = null)
    {
        using var scope = NewDisposeScope();
        Tensor leaf = tensor(logits, shape).requires_grad_();
        Tensor? classWeight = weight is null ? null : tensor(weight);
        using SparseTargetLoss module = TestedLosses.Named(loss).Create(parameters, classWeight, ignoreIndex, reduction);
        Tensor result = module.forward(leaf, targets);
        result.sum().backward();
        return new GoldenRun(result.reshape(-1).data<double>().ToArray(), leaf.grad!.data<double>().ToArray());
    }
}
