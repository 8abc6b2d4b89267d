using System.Runtime.InteropServices;
using SparseLsr.Gen;
using TorchSharp;
using static TorchSharp.torch;

namespace Consumer;

/// <summary>What docs/getting-started.md says of shapes, gradients and exceptions.</summary>
internal static class Documented
{
    /// <summary>The first statement that does not hold, or null.</summary>
    public static string? FindWrong()
    {
        using var scope = NewDisposeScope();
        using var criterion = new SparseLsrLoss(smoothing: 0.1);

        Tensor tokens = randn([2, 3, 7], float64), next = randint(0, 7, [2, 3], int64);
        Tensor flat = criterion.call(tokens.reshape(-1, tokens.size(-1)), next.reshape(-1));
        Tensor moved = criterion.call(tokens.transpose(1, 2), next);
        if (!IsClose(flat, moved))
            return "(B, T, V) logits";

        Tensor logits = tokens.reshape(6, 7), targets = next.reshape(6);
        Tensor once = logits.detach().requires_grad_(), twice = logits.detach().requires_grad_();
        criterion.call(once, targets).backward();
        Tensor loss = criterion.call(twice, targets);
        loss.backward(retain_graph: true);
        loss.backward();
        if (!IsClose(2 * once.grad!, twice.grad!))
            return "retain_graph";

        if (!IsClose(WithPenalty(criterion.call, logits, targets), WithPenalty(criterion.ComposedForward, logits, targets)))
            return "second derivatives";

        Tensor modified = logits.detach().requires_grad_() * 1;
        loss = criterion.call(modified, targets);
        loss.backward(retain_graph: true);
        modified.mul_(2);
        try
        {
            loss.backward();
            return "a modification in place";
        }
        catch (ExternalException exception)
        {
            return exception.Data[SparseTargetLoss.BackwardExceptionKey] is Exception ? null : "the cause of an exception";
        }
    }

    /// <summary>The gradient of a loss with a gradient penalty.</summary>
    private static Tensor WithPenalty(Func<Tensor, Tensor, Tensor> criterion, Tensor logits, Tensor targets)
    {
        Tensor input = logits.detach().requires_grad_();
        Tensor loss = criterion(input, targets);
        Tensor gradient = autograd.grad([loss], [input], retain_graph: true, create_graph: true)[0];
        (loss + 0.1 * gradient.square().sum()).backward();
        return input.grad!;
    }

    private static bool IsClose(Tensor expected, Tensor actual) => (expected - actual).abs().max().item<double>() < 1e-12;
}
