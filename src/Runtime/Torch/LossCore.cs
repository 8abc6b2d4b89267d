using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// What the modules of losses have in common: TorchSharp has a class of its own for each number of arguments of <c>forward</c>, from which
/// they derive, so that they cannot share a base class.
/// </summary>
internal sealed class LossCore : IDisposable
{
    // A gradient of fewer elements is copied as fast as an alias of its logits is made.
    private const long AliasThreshold = 1 << 14;

    private readonly nn.Module _module;
    private readonly Func<double, BoundLoss> _bind;
    private readonly Func<double, BoundLoss> _bindWithMetrics;
    private readonly ClassVectorTensors _vectors = new();

    /// <param name="module">The module.</param>
    /// <param name="bind">Makes the kernel for a number of classes, with the parameters as they are at that time.</param>
    /// <param name="bindWithMetrics">The same with its metrics.</param>
    /// <param name="weight">A weight for each class, or null for ones.</param>
    /// <param name="ignoreIndex">The target whose rows count for nothing; null for −100.</param>
    /// <param name="reduction">How the losses of the rows are put together.</param>
    /// <param name="inplaceGradient">Whether the gradient takes the logits' place in memory.</param>
    public LossCore(
        nn.Module module, Func<double, BoundLoss> bind, Func<double, BoundLoss> bindWithMetrics, Tensor? weight, long? ignoreIndex,
        nn.Reduction reduction, bool inplaceGradient)
    {
        if (!Enum.IsDefined(reduction))
            throw new ArgumentException($"reduction is {reduction}; expected None, Mean or Sum.", nameof(reduction));
        _module = module;
        Learned = new LearnedNumbers(module);
        _bind = bind;
        _bindWithMetrics = bindWithMetrics;
        Weight = weight?.detach().DetachFromDisposeScope();
        IgnoreIndex = ignoreIndex ?? -100;
        Reduction = reduction;
        InplaceGradient = inplaceGradient;
    }

    public Tensor? Weight { get; private set; }

    public long IgnoreIndex { get; }

    public nn.Reduction Reduction { get; }

    public bool InplaceGradient { get; }

    /// <exception cref="ArgumentOutOfRangeException">The value is not a positive, finite number.</exception>
    public double? Denominator
    {
        get;
        set
        {
            if (value is { } number && !(number > 0 && double.IsFinite(number)))
            {
                throw new ArgumentOutOfRangeException(
                    "denominator", value, $"denominator is {number}; expected a positive, finite number, or null.");
            }
            field = value;
        }
    }

    /// <summary>The inputs of the rows that the loss declares.</summary>
    public LossInputs Inputs { get; } = new();

    /// <summary>The numbers of the loss that are learned.</summary>
    public LearnedNumbers Learned { get; }

    /// <summary>For tests: whether tensors are taken as those of a device without kernels.</summary>
    public bool HasNoKernels { get; set; }

    /// <summary>For tests: what takes a GPU's place for tensors in the host's memory.</summary>
    public IGpuDevice? Emulation { get; set; }

    /// <summary>Adds a class vector.</summary>
    /// <exception cref="ArgumentException">It is not one number a class of a floating-point dtype, or it requires a gradient.</exception>
    public void AddClassVector(Tensor vector, string name) => _vectors.Add(name, vector);

    /// <summary>A class vector, by its place in the constructor.</summary>
    public Tensor ClassVector(int index) => _vectors[index];

    /// <summary>Adds an input of the rows.</summary>
    public void AddInput(string name, bool isOfClasses) => Inputs.Add(name, isOfClasses);

    /// <summary>Adds a learned number, after all inputs.</summary>
    public void AddLearned(double value, string name)
    {
        Learned.Add(name, value);
        Inputs.AddLearned(name);
    }

    /// <summary>As <see cref="SparseTargetLoss.forward"/>.</summary>
    public Tensor Forward(Tensor logits, Tensor targets, params Tensor[] inputs)
    {
        using var resolved = new ResolvedTensors(ref logits, ref targets, inputs, Learned);
        TensorBatch batch = Check(logits, targets, resolved.Inputs);
        return Forward(batch, Prepare(batch, withMetrics: false), out _);
    }

    /// <summary>The same by a forward that the caller begins.</summary>
    public Tensor Forward(Tensor logits, Tensor targets, Tensor[] inputs, Func<TensorBatch, ForwardContext> prepare)
    {
        using var resolved = new ResolvedTensors(ref logits, ref targets, inputs, Learned);
        TensorBatch batch = Check(logits, targets, resolved.Inputs);
        return Forward(batch, prepare(batch), out _);
    }

    /// <summary>The same, and the metrics of the rows, the last of which is the number of rows that are not ignored.</summary>
    public (Tensor Loss, Tensor[] Metrics) ForwardWithMetrics(Tensor logits, Tensor targets, params Tensor[] inputs) =>
        ForwardWithMetrics(logits, targets, inputs, batch => Prepare(batch, withMetrics: true));

    /// <summary>The same by a forward that the caller begins.</summary>
    public (Tensor Loss, Tensor[] Metrics) ForwardWithMetrics(
        Tensor logits, Tensor targets, Tensor[] inputs, Func<TensorBatch, ForwardContext> prepare)
    {
        using var resolved = new ResolvedTensors(ref logits, ref targets, inputs, Learned);
        TensorBatch batch = Check(logits, targets, resolved.Inputs);
        Tensor loss = Forward(batch, prepare(batch), out Tensor[] metrics);
        // In int64: in a narrower type the ignored index would be another number.
        using Tensor classes = targets.to_type(ScalarType.Int64), ignored = tensor(IgnoreIndex, device: CPU), counted = classes.ne(ignored);
        return (loss, [.. metrics.Select(InScope), counted.sum()]);
    }

    /// <summary>A tensor that is in no dispose scope, in that of the caller.</summary>
    private static Tensor InScope(Tensor tensor)
    {
        using (tensor)
            return tensor.alias();
    }

    /// <summary>As <see cref="SparseTargetLoss.ComposedForward"/>.</summary>
    public Tensor ComposedForward(Tensor logits, Tensor targets, params Tensor[] inputs)
    {
        using var resolved = new ResolvedTensors(ref logits, ref targets, inputs, Learned);
        TensorBatch batch = Check(logits, targets, resolved.Inputs);
        using ForwardContext call = Prepare(batch, withMetrics: false);
        return ComposedLoss.Value(call, batch);
    }

    /// <summary>What a forward is asked for, with everything as it is set now.</summary>
    /// <param name="classes">C.</param>
    /// <param name="shape">The shape of the logits, for messages.</param>
    /// <param name="withMetrics">Whether the metrics are wanted.</param>
    /// <exception cref="ArgumentException">The loss is undefined for one class.</exception>
    public LossRequest Request(long classes, string shape, bool withMetrics)
    {
        BoundLoss loss = withMetrics ? _bindWithMetrics(classes) : _bind(classes);
        if (loss.RequiresTwoClasses && classes < 2)
        {
            throw new ArgumentException(
                $"logits has shape {shape}, one class; expected at least 2, because {_module.GetType().Name} "
                + "uses the log-odds or the log-probability of the other classes.", "logits");
        }
        return new LossRequest(loss, Weight, _vectors, Inputs, IgnoreIndex, Reduction, Denominator, InplaceGradient);
    }

    /// <summary>Begins a forward.</summary>
    public ForwardContext Prepare(in LossRequest request, TensorBatch batch)
    {
        Tensor logits = batch.Logits;
        IGpuDevice? device = Emulation ?? (logits.device_type == DeviceType.CUDA ? CudaDevice.Of(logits.device_index) : null);
        return device is null ? CpuForwardContext.Prepare(request, batch) : GpuForwardContext.Prepare(device, request, batch);
    }

    /// <summary>Whether there are kernels for the device of a tensor.</summary>
    public bool HasKernels(Tensor logits) => !HasNoKernels && logits.device_type is (DeviceType.CPU or DeviceType.CUDA);

    /// <summary>Moves the weight and the class vectors.</summary>
    public void Move(ScalarType? dtype, Device? device, bool non_blocking)
    {
        _vectors.Move(dtype, device, non_blocking);
        if (Weight is not { } old)
            return;
        Tensor moved = old.to(dtype ?? old.dtype, device ?? old.device, disposeAfter: true, non_blocking: non_blocking);
        Weight = moved.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weight?.Dispose();
        _vectors.Dispose();
    }

    private TensorBatch Check(Tensor logits, Tensor targets, Tensor[] inputs)
    {
        BatchLayout layout = BatchLayout.Of(logits, targets);
        Inputs.Check(inputs, logits, layout);
        return new TensorBatch(layout, logits, targets, inputs);
    }

    private Tensor Forward(TensorBatch batch, ForwardContext call, out Tensor[] metrics)
    {
        (Tensor logits, Tensor targets) = (batch.Logits, batch.Targets);
        metrics = [];
        if (!HasKernels(logits))
        {
            using (call)
            {
                metrics = ComposedLoss.Metrics(call, batch);
                return ComposedLoss.Value(call, batch);
            }
        }
        if (WantedGradients.Of(logits, batch.Inputs) is not { } wanted)
        {
            using (call)
            {
                Tensor value = call.Evaluate(batch);
                metrics = call.Metrics;
                return value;
            }
        }

        if (InplaceGradient && wanted.Logits)
            InPlaceGradient.Check(logits);
        SavedContext backward = call.Begin(batch, wanted);
        try
        {
            using Tensor result = backward.Forward(batch);
            metrics = call.Metrics;
            // Were the gradient to reach a leaf directly, libtorch would copy it, because a managed tensor holds it too.
            bool isAliased = wanted.Logits && logits.is_leaf && batch.Layout.Elements >= AliasThreshold;
            using Tensor? alias = isAliased ? logits.transpose(0, 0) : null;
            bool overwritten = backward.HasOverwrittenLogits;
            Tensor input = alias ?? logits;
            Tensor attached = batch.Inputs.Length == 0
                ? AutogradNode.Attach([input], result, backward, [input, targets])
                : AutogradNode.Attach([input, .. batch.Inputs], result, backward, [input, targets, .. batch.Inputs]);
            // Only now: what the node has kept is the version before.
            if (overwritten)
                InPlaceGradient.BumpVersion(logits);
            return attached;
        }
        catch
        {
            backward.Dispose();
            throw;
        }
    }

    private ForwardContext Prepare(TensorBatch batch, bool withMetrics) =>
        Prepare(Request(batch.Layout.Classes, BatchLayout.Show(batch.Logits.shape), withMetrics), batch);
}
