using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A forward and its backward on the CPU.</summary>
/// <param name="call">What the forward is asked with.</param>
/// <param name="gradient">
/// Receives the gradient for an upstream gradient of 1, if forward computes it. The first backward hands it over, after which it
/// may be somebody's <c>grad</c>; any further one computes it again from the logits.
/// </param>
internal sealed class CpuSavedContext(CpuForwardContext call, Tensor? gradient) : SavedContext(call)
{
    private Tensor? _gradient = gradient;

    /// <inheritdoc/>
    public override bool HasOverwrittenLogits => call.OverwritesLogits && _gradient is not null;

    /// <inheritdoc/>
    public override Tensor Forward(BatchLayout layout, Tensor logits, Tensor targets) => call.Evaluate(layout, logits, targets, _gradient);

    /// <inheritdoc/>
    public override void Dispose()
    {
        Interlocked.Exchange(ref _gradient, null)?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Tensor Gradient(Tensor upstream, AutogradNode node) =>
        call.Reduction == nn.Reduction.None ? PerRow(upstream, node) : Reduced(upstream, node);

    private unsafe Tensor Reduced(Tensor upstream, AutogradNode node)
    {
        double scale = Elements.Read(LibTorchSharp.Data(upstream), BatchLayout.TypeOf(upstream), 0);
        if (_gradient is null)
            return Recompute(node, scale, null);
        // An infinite factor must not reach the zeros of ignored rows.
        if (!double.IsFinite(scale))
        {
            Interlocked.Exchange(ref _gradient, null)?.Dispose();
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
