using SparseLsr.Gen.Cpu;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The numbers of a loss that are learned: parameters of its module. The kernels have them as inputs of each row.</summary>
/// <param name="module">The module.</param>
internal sealed class LearnedNumbers(nn.Module module)
{
    private readonly List<string> _names = [];

    /// <summary>How many there are.</summary>
    public int Count => _names.Count;

    /// <summary>One of them; another tensor after the module has been moved.</summary>
    public Parameter this[string name] => module.get_parameter(name)!;

    /// <summary>Makes one.</summary>
    public void Add(string name, double value)
    {
        using Tensor initial = tensor(value, ScalarType.Float64, CPU);
        module.register_parameter(name, new Parameter(initial));
        _names.Add(name);
    }

    /// <summary>As inputs of the rows that have these targets, of float64; for the caller to dispose.</summary>
    /// <exception cref="ArgumentException">One is on another device.</exception>
    public Tensor[] OfRows(Tensor targets)
    {
        if (_names.Count == 0)
            return [];
        using DisposeScope scope = NewDisposeScope();
        return [.. _names.Select(name => OfRows(name, targets).DetachFromDisposeScope())];
    }

    private Tensor OfRows(string name, Tensor targets)
    {
        Parameter number = this[name];
        BatchLayout.CheckDevice(number, name, targets);
        Tensor rows = number.detach().to_type(ScalarType.Float64).expand(targets.shape).clone();
        return number.requires_grad && is_grad_enabled()
            ? AutogradNode.Attach([number], rows, new RowSum(number.dtype), [])
            : rows;
    }

    /// <summary>The derivative by the number: the sum of those of the rows.</summary>
    private sealed class RowSum(ScalarType type) : IBackward
    {
        public void Run(Tensor upstream, AutogradNode node, Span<Tensor?> gradients)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor sum = is_grad_enabled() || upstream.device_type != DeviceType.CPU
                ? upstream.sum()
                : tensor(Sum(upstream), ScalarType.Float64, CPU);
            gradients[0] = sum.to_type(type).DetachFromDisposeScope();
        }

        public void Dispose()
        {
        }

        // One after the other, and so the same for any number of threads, unlike torch's sum.
        private static unsafe double Sum(Tensor rows)
        {
            using Tensor dense = rows.contiguous();
            double sum = 0;
            foreach (double row in new ReadOnlySpan<double>(LibTorchSharp.Data(dense), checked((int)rows.numel())))
                sum += row;
            GC.KeepAlive(dense);
            return sum;
        }
    }
}
