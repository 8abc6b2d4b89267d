using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The backward of one forward.</summary>
/// <param name="call">What the forward was asked with.</param>
/// <param name="gradient">
/// The gradient for an upstream gradient of 1, if forward has computed it. The first backward hands it over, after which it may
/// be somebody's <c>grad</c>; any further one computes it anew from the logits.
/// </param>
internal sealed class LossBackward(LossCall call, Tensor? gradient) : IBackward
{
    private Tensor? _gradient = gradient;

    /// <inheritdoc/>
    public Tensor Run(Tensor upstream, AutogradNode node)
    {
        // So it is exactly where the gradient is to be differentiated again, and a kernel's result would be a constant.
        if (is_grad_enabled())
        {
            using Tensor logits = node.Unpack(0), targets = node.Unpack(1);
            return ComposedLoss.Gradient(call, logits, targets, upstream).DetachFromDisposeScope();
        }
        return call.Reduction == nn.Reduction.None ? PerRow(upstream, node) : Reduced(upstream, node);
    }

    public void Dispose() => Interlocked.Exchange(ref _gradient, null)?.Dispose();

    private unsafe Tensor Reduced(Tensor upstream, AutogradNode node)
    {
        double scale = Elements.Read(LibTorchSharp.Data(upstream), BatchLayout.TypeOf(upstream), 0);
        if (_gradient is null)
            return Recompute(node, scale, null);
        // An infinite factor must not reach the zeros of ignored rows.
        if (!double.IsFinite(scale))
        {
            Dispose();
            return Recompute(node, scale, null);
        }

        Tensor kept = Interlocked.Exchange(ref _gradient, null);
        return scale == 1 ? kept : kept.mul_(upstream);
    }

    private unsafe Tensor PerRow(Tensor upstream, AutogradNode node)
    {
        using Tensor wide = upstream.to(ScalarType.Float64, copy: true);
        using Tensor rows = wide.contiguous();
        return Recompute(node, 1, (double*)LibTorchSharp.Data(rows));
    }

    private unsafe Tensor Recompute(AutogradNode node, double upstream, double* rowUpstream)
    {
        using Tensor logits = node.Unpack(0), targets = node.Unpack(1);
        Tensor gradient = call.NewGradient(logits);
        try
        {
            call.Gradient(BatchLayout.Of(logits, targets), logits, targets, gradient, upstream, rowUpstream);
            if (call.OverwritesLogits)
                InPlaceGradient.BumpVersion(logits);
            return gradient;
        }
        catch
        {
            gradient.Dispose();
            throw;
        }
    }
}
