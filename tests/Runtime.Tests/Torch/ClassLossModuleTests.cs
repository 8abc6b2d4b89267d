using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Testing.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>A module whose loss has functions of a class, on the CPU, against libtorch's autograd.</summary>
public sealed class ClassLossModuleTests
{
    [Theory]
    [InlineData(nn.Reduction.None)]
    [InlineData(nn.Reduction.Sum)]
    [InlineData(nn.Reduction.Mean)]
    public void Forward_and_backward(nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = randn([40, 37], float64) * 3, weight = rand([37], float64) + 0.5;
        Tensor targets = randint(0, 37, [40], int64);
        targets[5] = -100;
        using var loss = new BrierLoss(weight, reduction);
        Tensor upstream = randn_like(loss.forward(logits, targets));
        Gradients.AssertClose(Composed(logits), loss.forward(logits, targets), 1e-12);
        Gradients.AssertClose(Gradients.Of(Composed, logits, upstream), Gradients.Of(x => loss.forward(x, targets), logits, upstream), 1e-12);

        // The first backward may return what forward saved; a second one computes the gradient again.
        Tensor leaf = logits.clone().requires_grad_();
        Tensor result = loss.forward(leaf, targets);
        result.backward([upstream], retain_graph: true);
        Tensor first = leaf.grad!.clone();
        leaf.grad = null;
        result.backward([upstream]);
        Gradients.AssertClose(first, leaf.grad!, 1e-15);

        Tensor Composed(Tensor x)
        {
            Tensor counts = targets.ne(-100), classes = targets.clamp(0), prob = nn.functional.softmax(x, 1);
            Tensor rows = prob.square().sum(1) - 2 * prob.gather(1, classes.unsqueeze(1)).squeeze(1) + 1;
            Tensor weights = weight[classes] * counts;
            rows = rows * weights;
            return reduction switch
            {
                nn.Reduction.None => rows,
                nn.Reduction.Sum => rows.sum(),
                _ => rows.sum() / weights.sum(),
            };
        }
    }

    private sealed class BrierLoss(Tensor weight, nn.Reduction reduction) : SparseTargetLoss(weight, null, reduction)
    {
        protected override BoundLoss Bind(double classes) => new BoundClassLoss<BrierKernel>(default);
    }
}
