using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary><c>Row.Detach</c> is torch's <c>detach</c>: in the value, the gradient, the second derivatives, and all forms of the loss.</summary>
public sealed class DetachTests
{
    private const long Count = 16, Classes = 5;

    private static readonly Dictionary<string, (Func<SparseTargetLoss> Loss, Func<Tensor, Tensor, Tensor> Torch)> s_losses = new()
    {
        ["token scaling"] = (
            () => new TokenScalingLoss(2.5, reduction: nn.Reduction.Sum),
            (logits, targets) => -(LogProb(logits, targets) * (1 - LogProb(logits, targets).exp()).detach().pow(2.5))),
        ["parameters"] = (
            () => new DetachedParameterLoss(0.75, reduction: nn.Reduction.Sum),
            (logits, targets) =>
            {
                Tensor logProb = LogProb(logits, targets);
                return 0.5625 * (logProb - (1 - logProb.exp()).log()) - 0.75 * logProb + 0.75 / Classes;
            }
        ),
        ["conditions"] = (
            () => new DetachedConditionLoss(0.3, reduction: nn.Reduction.Sum),
            (logits, targets) =>
            {
                Tensor logProb = LogProb(logits, targets), all = logits.log_softmax(1);
                Tensor entropy = -(all.exp() * all).sum(1) * logProb.exp(), held = entropy.detach();
                Tensor above = entropy - held + entropy / logits.logsumexp(1).detach();
                return where(logProb.exp().detach() < 0.3, held * entropy - logProb, above);
            }
        ),
    };

    public static TheoryData<string> Losses => [.. s_losses.Keys];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Is_a_constant_to_every_derivative(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor logits, Tensor targets) = Batch();
        (Func<SparseTargetLoss> create, Func<Tensor, Tensor, Tensor> composed) = s_losses[name];
        using SparseTargetLoss loss = create();
        Tensor expected(Tensor x) => composed(x, targets).sum();
        Tensor v = Gradients.Waves(0.9, 1, 1, 0, logits.shape), upstream = tensor(1.5, float64);
        (Tensor byInput, Tensor byUpstream) = Gradients.OfGradient(expected, logits, upstream, v);
        foreach (Func<Tensor, Tensor, Tensor> form in Gradients.Forms(loss))
        {
            Tensor actual(Tensor x) => form(x, targets);
            Gradients.AssertClose(expected(logits), actual(logits), 1e-14);
            Gradients.AssertClose(Gradients.Of(expected, logits), Gradients.Of(actual, logits), 1e-13);
            (Tensor ownByInput, Tensor ownByUpstream) = Gradients.OfGradient(actual, logits, upstream, v);
            Gradients.AssertClose(byInput, ownByInput, 1e-12);
            Gradients.AssertClose(byUpstream, ownByUpstream, 1e-12);
        }
    }

    [Fact]
    public void Is_the_value_itself_in_plain_CSharp()
    {
        double[] logits = [0.5, -1, 2];
        Assert.Equal(1.25, Row.Detach(1.25));
        Assert.Equal(FocalLoss.EvaluateReference(logits, 1, 2.5), TokenScalingLoss.EvaluateReference(logits, 1, 2.5));
        Assert.Equal(TokenScalingLoss.EvaluateReference(logits, 1, 2.5), TokenScalingLoss.Evaluate(logits, 1, 2.5), 1e-15);
    }

    private static (Tensor Logits, Tensor Targets) Batch() =>
        (Gradients.Waves(1.7, 0, 3, 0, Count, Classes), tensor(Enumerable.Range(0, (int)Count).Select(i => (long)(i * 5 % Classes)).ToArray()));

    private static Tensor LogProb(Tensor logits, Tensor targets) => logits.log_softmax(1).gather(1, targets.unsqueeze(1)).squeeze(1);
}
