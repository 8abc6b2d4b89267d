using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Measuring;

/// <summary>Logits and targets to measure with, the same in every process, and the ways to put them through a loss.</summary>
internal sealed unsafe class Batch : IDisposable
{
    private const double LogitScale = 2;

    private readonly LogitsType _type;
    private readonly Shape _shape;
    private readonly Tensor _logits;
    private readonly Tensor _targets;
    private readonly Tensor _gradient;
    private Tensor? _input;
    private readonly double* _losses;

    public Batch(LogitsType type, Shape shape)
    {
        _type = type;
        _shape = shape;
        using DisposeScope scope = NewDisposeScope();
        using var generator = new torch.Generator(1);
        ScalarType drawn = type.Size == 8 ? ScalarType.Float64 : ScalarType.Float32;
        Tensor normal = randn(shape.Rows, shape.Classes, drawn, generator: generator);
        _logits = normal.mul_(LogitScale).to(type.Torch).requires_grad_().DetachFromDisposeScope();
        _targets = randint(0, shape.Classes, [shape.Rows], ScalarType.Int64, generator: generator).DetachFromDisposeScope();
        _gradient = zeros_like(_logits).DetachFromDisposeScope();
        _losses = (double*)NativeMemory.AlignedAlloc((nuint)shape.Rows * sizeof(double), 64);
    }

    public long Bytes => _shape.Elements * _type.Size;

    /// <summary>The logits' memory.</summary>
    public void* Logits => LibTorchSharp.Data(_logits);

    /// <summary>Memory of the same length that exists already, for a gradient or a copy.</summary>
    public void* Buffer => LibTorchSharp.Data(_gradient);

    /// <summary>Forward and backward as in a training step, the gradient given up at its end.</summary>
    public Action Step(Func<Tensor, Tensor, Tensor> forward) => () =>
    {
        using Tensor loss = forward(_logits, _targets);
        loss.backward();
        using Tensor? gradient = _logits.grad;
        _logits.grad = null;
    };

    /// <summary>The kernel alone: the loss of each row, and the gradient of their mean into <see cref="Buffer"/>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="vectors">Its class vectors, the last one that of the weight where it declares one.</param>
    public Action Kernel(SparseTargetLoss loss, params double[][] vectors) => Kernel(Bind(loss, _shape.Classes), vectors, []);

    /// <summary>The same with the metrics of the loss.</summary>
    public Action KernelWithMetrics(SparseTargetLoss loss) => Kernel(BindWithMetrics(loss, _shape.Classes), [], []);

    /// <summary>The same of a loss whose rows have a class input: numbers of the logits' type and shape.</summary>
    public Action KernelWithInput(SparseTargetLoss1 loss)
    {
        _input ??= softmax(_logits.detach(), 1).DetachFromDisposeScope();
        return Kernel(Bind(loss, _shape.Classes), [], [new ClassInput(_type.Element, (nint)LibTorchSharp.Data(_input), [_shape.Classes], 1)]);
    }

    private Action Kernel(BoundLoss bound, double[][] vectors, ClassInput[] inputs)
    {
        var batch = new CpuBatch
        {
            ElementType = _type.Element,
            Classes = _shape.Classes,
            Sizes = [_shape.Rows],
            Logits = Logits,
            LogitStrides = [_shape.Classes],
            LogitClassStride = 1,
            TargetType = TargetType.Int64,
            Targets = LibTorchSharp.Data(_targets),
            TargetStrides = [1],
            IgnoreIndex = -100,
            Weight = null,
            ClassVectors = vectors,
            ClassInputs = inputs,
            Metrics = [.. Enumerable.Range(0, bound.Metrics).Select(_ => new double[_shape.Rows])],
            Losses = _losses,
            Gradient = Buffer,
            GradientStrides = [_shape.Classes],
            GradientClassStride = 1,
            Scale = 1.0 / _shape.Rows,
            Threads = get_num_threads(),
        };
        return () => bound.Run(batch);
    }

    /// <summary>The loss as a number.</summary>
    public double Value(Func<Tensor, Tensor, Tensor> forward)
    {
        using Tensor loss = forward(_logits, _targets);
        using Tensor value = loss.to(ScalarType.Float64);
        return value.item<double>();
    }

    public void Dispose()
    {
        _logits.Dispose();
        _targets.Dispose();
        _gradient.Dispose();
        _input?.Dispose();
        NativeMemory.AlignedFree(_losses);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern BoundLoss Bind(SparseTargetLoss loss, double classes);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern BoundLoss BindWithMetrics(SparseTargetLoss loss, double classes);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern BoundLoss Bind(SparseTargetLoss1 loss, double classes);
}
