using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>The tensors of a linear layer with a vocabulary of 50257 and cross entropy of its logits.</summary>
internal sealed class LinearCase : IDisposable
{
    public const int Rows = 1024;
    public const int Classes = 50257;
    private const long Ignored = -100;

    private readonly Tensor _input;
    private readonly Tensor _weight;
    private readonly Tensor _targets;
    private readonly CrossEntropyLoss _loss = new();

    /// <param name="features">H.</param>
    /// <param name="type">The type of all tensors.</param>
    /// <param name="isHalfIgnored">Whether every other row is ignored.</param>
    public LinearCase(int features, ScalarType type, bool isHalfIgnored)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new torch.Generator(1);
        _input = randn([Rows, features], ScalarType.Float32, generator: generator).to(type).requires_grad_().DetachFromDisposeScope();
        using Tensor scale = tensor(0.05f);
        _weight = randn([Classes, features], ScalarType.Float32, generator: generator).mul_(scale).to(type).requires_grad_().DetachFromDisposeScope();
        _targets = randint(0, Classes, [Rows], ScalarType.Int64, generator: generator).DetachFromDisposeScope();
        for (long row = 1; isHalfIgnored && row < Rows; row += 2)
            _targets[row] = tensor(Ignored);
        GradientBytes = (Rows + Classes) * (long)features * type.ElementSize();
        Name = $"H = {features}, {type.ToString().ToLowerInvariant()}{(isHalfIgnored ? ", half of the rows ignored" : string.Empty)}";
    }

    public string Name { get; }

    /// <summary>The bytes of the gradients by input and weight.</summary>
    public long GradientBytes { get; }

    /// <summary>Forward and backward without the logits.</summary>
    public void Ours() => Step(() => _loss.forward_linear(_input, _weight, _targets));

    /// <summary>Forward and backward as users of torch write it.</summary>
    public void Torch() => Step(() =>
    {
        using Tensor logits = nn.functional.linear(_input, _weight);
        return nn.functional.cross_entropy(logits, _targets);
    });

    /// <summary>The products of layer and gradients of all rows in float32, into memory that exists.</summary>
    public Action Products()
    {
        using var noGrad = no_grad();
        Tensor input = _input.detach().to(ScalarType.Float32), weight = _weight.detach().to(ScalarType.Float32);
        Tensor logits = zeros(Rows, Classes), byInput = zeros_like(input), byWeight = zeros_like(weight);
        return () =>
        {
            using var off = no_grad();
            using Tensor weightTransposed = weight.t(), logitsTransposed = logits.t();
            logits.addmm_(input, weightTransposed, 0, 1);
            byInput.addmm_(logits, weight, 0, 1);
            byWeight.addmm_(logitsTransposed, input, 0, 1);
        };
    }

    public void Dispose()
    {
        _input.Dispose();
        _weight.Dispose();
        _targets.Dispose();
        _loss.Dispose();
    }

    private void Step(Func<Tensor> forward)
    {
        using Tensor loss = forward();
        loss.backward();
        foreach (Tensor leaf in (Tensor[])[_input, _weight])
        {
            using Tensor? gradient = leaf.grad;
            leaf.grad = null;
        }
    }
}
