using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>What the tests of the torch side ask of tensors.</summary>
internal static class Gradients
{
    /// <summary>The gradient of the sum of a function's results, each times its upstream gradient if there is one.</summary>
    public static Tensor Of(Func<Tensor, Tensor> function, Tensor input, Tensor? upstream = null)
    {
        Tensor leaf = input.detach().requires_grad_();
        Tensor result = function(leaf);
        result.backward(upstream is null ? [ones_like(result)] : [upstream]);
        return leaf.grad!;
    }

    /// <summary>
    /// The gradient of Σ g∘v by the input and by the upstream gradient, where g is the gradient of the input: what a second
    /// backward gives.
    /// </summary>
    public static (Tensor ByInput, Tensor ByUpstream) OfGradient(
        Func<Tensor, Tensor> function, Tensor input, Tensor upstream, Tensor v)
    {
        Tensor leaf = input.detach().requires_grad_();
        Tensor u = upstream.detach().requires_grad_();
        Tensor gradient = autograd.grad([function(leaf)], [leaf], [u], retain_graph: true, create_graph: true)[0];
        IList<Tensor> second = autograd.grad([(gradient * v).sum()], [leaf, u]);
        return (second[0], second[1]);
    }

    /// <summary>Equal relative to the largest element, NaN and infinities in the same places.</summary>
    public static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        double[] wanted = Numbers(expected), got = Numbers(actual);
        double largest = wanted.Where(double.IsFinite).Select(Math.Abs).Append(0).Max();
        for (int i = 0; i < wanted.Length; i++)
        {
            bool close = wanted[i].Equals(got[i]) || Math.Abs(wanted[i] - got[i]) <= tolerance * largest;
            Assert.True(close, $"[{i}] is {got[i]:R}, expected {wanted[i]:R}");
        }
    }

    /// <summary>The kernel and its composed twin.</summary>
    public static Func<Tensor, Tensor, Tensor>[] Forms(SparseTargetLoss loss) => [loss.forward, loss.ComposedForward];

    /// <summary>scale·sin(frequency·i + phase) + shift, the same in every run; made without operations that take a number.</summary>
    /// <remarks>TorchSharp lets a number that it converts be finalized while libtorch reads it: now and then an operation throws.</remarks>
    public static Tensor Waves(double frequency, double phase, double scale, double shift, params long[] shape)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        return tensor(Enumerable.Range(0, (int)count).Select(i => scale * Math.Sin(frequency * i + phase) + shift).ToArray(), shape);
    }

    public static double[] Numbers(Tensor tensor) =>
        tensor.NumberOfElements == 0 ? [] : tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
