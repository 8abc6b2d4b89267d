using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Gpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// One forward on a GPU. Nothing in it or in its backward waits for the device: what a mean divides by stays there, and a target
/// that is no class is reported by a later call.
/// </summary>
internal sealed class GpuForwardContext : ForwardContext
{
    private readonly IGpuDevice _device;
    private readonly TensorKernels _kernels;
    private readonly long _classes;

    // Of the type of a row's scalars. Copies: a module's weights may change before backward.
    private readonly Tensor? _weight;
    private readonly Tensor? _vectors;
    private readonly Tensor? _scale;

    private GpuForwardContext(IGpuDevice device, in LossRequest request, Tensor[] vectors, TensorBatch batch)
        : base(request)
    {
        (BatchLayout layout, Tensor logits, Tensor targets) = (batch.Layout, batch.Logits, batch.Targets);
        _device = device;
        _kernels = TensorKernels.Of(layout.ElementType, targets.dtype == ScalarType.Int64 ? ScalarType.Int64 : ScalarType.Int32);
        _classes = layout.Classes;
        using var noGrad = no_grad();
        _weight = request.Weight is null ? null : Numbers(request.Weight);
        _vectors = vectors.Length == 0 ? null : Stacked(vectors);
        if (request.Reduction != nn.Reduction.Mean)
            return;
        if (request.Denominator is { } given)
        {
            _scale = tensor([1 / given], _kernels.NumberType, logits.device).DetachFromDisposeScope();
            return;
        }
        _scale = empty([1], _kernels.NumberType, logits.device).DetachFromDisposeScope();
        try
        {
            using Tensor indices = GpuRows.Indices(layout, targets);
            _kernels.Scale(device, Tensors(indices));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private GpuForwardContext(GpuForwardContext other, in LossRequest request)
        : base(request)
    {
        (_device, _kernels, _classes) = (other._device, other._kernels, other._classes);
        _weight = other._weight?.alias().DetachFromDisposeScope();
        _vectors = other._vectors?.alias().DetachFromDisposeScope();
        _scale = other._scale?.alias().DetachFromDisposeScope();
    }

    /// <summary>Checks the weight, and starts to count the rows.</summary>
    /// <exception cref="ArgumentException">The weight does not fit the logits, or a target of an earlier call was not a class.</exception>
    /// <exception cref="GpuException">The driver refuses.</exception>
    public static GpuForwardContext Prepare(IGpuDevice device, in LossRequest request, TensorBatch batch)
    {
        (BatchLayout layout, Tensor logits) = (batch.Layout, batch.Logits);
        if (layout.Classes > int.MaxValue)
            throw new ArgumentException($"logits has {layout.Classes} classes; expected at most {int.MaxValue} on a GPU.", nameof(logits));
        if (!device.RoundsPairs && layout.ElementType is (ElementType.BFloat16 or ElementType.Float16))
        {
            throw new ArgumentException(
                $"logits has dtype {logits.dtype} on {logits.device}, whose compute capability is below 8.0; expected Float32 or Float64 there.",
                nameof(logits));
        }
        if (request.Weight is not null)
            ClassWeights.Check(request.Weight, logits, layout);
        Tensor[] vectors = request.Vectors.Check(logits, layout);
        if (request.Loss.HasWeight)
            vectors = [.. vectors, request.Weight!];
        device.Flag.ThrowIfSet();
        return new GpuForwardContext(device, request, vectors, batch);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(TensorBatch batch)
    {
        using var rows = new GpuRows(batch, Inputs);
        return Evaluate(batch.Layout, rows, RowResult.Losses);
    }

    /// <inheritdoc/>
    public override RowLosses Rows(TensorBatch batch, Tensor? gradient, bool wantsInputs)
    {
        using var rows = new GpuRows(batch, Inputs);
        Device device = rows.Logits.device;
        Tensor losses = empty([batch.Layout.Rows], _kernels.NumberType, device);
        Tensor[] inputGradients = wantsInputs
            ? [.. rows.RowInputs.Select(_ => empty([batch.Layout.Rows], _kernels.NumberType, device))]
            : [];
        using Tensor? metrics = Loss.Metrics == 0 ? null : empty([Loss.Metrics, batch.Layout.Rows], _kernels.NumberType, device);
        GpuTensors tensors = Tensors(rows, losses, gradient, null, inputGradients: inputGradients, metrics: metrics);
        _kernels.Rows(_device, Loss, tensors, gradient is null ? RowResult.Losses : RowResult.Gradient);
        if (metrics is not null)
            Metrics = [.. metrics.unbind().Select(metric => metric.DetachFromDisposeScope())];
        return new RowLosses(losses, inputGradients);
    }

    /// <inheritdoc/>
    public override SavedContext Begin(TensorBatch batch, WantedGradients wanted) => new GpuSavedContext(this, batch, wanted);

    /// <summary>The loss in a new tensor, and what forward is to leave behind.</summary>
    /// <param name="layout">How the batch lies in memory.</param>
    /// <param name="rows">The batch as the kernels read it.</param>
    /// <param name="result">What forward is to leave behind.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="saved">Receives what backward needs.</param>
    /// <param name="inputGradients">Receive the derivatives of the row losses by the row inputs.</param>
    public Tensor Evaluate(
        BatchLayout layout, GpuRows rows, RowResult result, Tensor? gradient = null, Tensor? saved = null, Tensor[]? inputGradients = null)
    {
        bool reduced = Reduction != nn.Reduction.None;
        Device device = rows.Logits.device;
        // All memory first: where there is none left, nothing has been written yet.
        Tensor value = empty(reduced ? [] : layout.TargetShape, rows.Logits.dtype, device);
        try
        {
            bool isNumber = value.dtype == _kernels.NumberType;
            using Tensor numbers = isNumber ? value.alias() : empty(value.shape, _kernels.NumberType, device);
            using Tensor losses = reduced ? empty(layout.TargetShape, _kernels.NumberType, device) : numbers.alias();
            using Tensor? metrics = Loss.Metrics == 0 ? null : empty([Loss.Metrics, layout.Rows], _kernels.NumberType, device);
            GpuTensors tensors = Tensors(rows, losses, gradient, saved, inputGradients: inputGradients, metrics: metrics);
            _kernels.Rows(_device, Loss, tensors, result);
            if (reduced)
                _kernels.Loss(_device, tensors, numbers);
            if (!isNumber)
                value.copy_(numbers);
            if (metrics is not null)
                Metrics = [.. metrics.unbind().Select(metric => metric.reshape(layout.TargetShape).DetachFromDisposeScope())];
            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    /// <summary>Room for the derivatives by the row inputs, in no dispose scope.</summary>
    public Tensor[] NewInputGradients(BatchLayout layout, GpuRows rows) =>
        [.. rows.RowInputs.Select(_ => empty([layout.Rows], _kernels.NumberType, rows.Logits.device).DetachFromDisposeScope())];

    /// <summary>Room for what is saved of every row, in no dispose scope.</summary>
    public Tensor NewSaved(BatchLayout layout, GpuRows rows) =>
        empty([layout.Rows, SavedLength.PerRow(Loss)], _kernels.NumberType, rows.Logits.device).DetachFromDisposeScope();

    /// <summary>Writes the gradient from what forward has saved.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="saved">What forward has saved.</param>
    /// <param name="upstream">One number, or one a row, of any strides.</param>
    /// <param name="gradient">Receives the gradient.</param>
    public void Backward(GpuRows rows, Tensor saved, Tensor upstream, Tensor gradient)
    {
        using Tensor numbers = upstream.to_type(_kernels.NumberType);
        using Tensor dense = numbers.contiguous();
        _kernels.Rows(_device, Loss, Tensors(rows, null, gradient, saved, dense), null);
    }

    /// <summary>Multiplies a gradient, whose elements lie densely in memory, by what is upstream of it.</summary>
    public void Multiply(Tensor gradient, Tensor upstream) => _kernels.Multiply(_device, gradient, upstream);

    /// <inheritdoc/>
    protected override ForwardContext Of(in LossRequest request) => new GpuForwardContext(this, request);

    /// <inheritdoc/>
    public override Tensor? Weights(ScalarType dtype, Device device) => Loss.HasWeight ? null : _weight?.to(dtype, device);

    /// <inheritdoc/>
    public override Tensor[] ClassVectors(ScalarType dtype, Device device) =>
        _vectors is null ? [] : [.. _vectors.to(dtype, device).unbind()];

    /// <inheritdoc/>
    public override Tensor Average(Tensor sum) => _scale is null ? sum : sum * _scale.reshape([]);

    /// <inheritdoc/>
    public override Tensor? Ignored(Tensor classes)
    {
        Tensor ignored = classes.eq(tensor(IgnoreIndex, device: CPU));
        return _scale is null ? ignored : ignored.logical_or(_scale.eq(Scalars.Zero));
    }

    /// <inheritdoc/>
    public override Tensor? InvalidTargets(Tensor classes, long count) =>
        classes.lt(Scalars.Zero).logical_or(classes.ge(tensor(count, device: CPU)));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _weight?.Dispose();
        _vectors?.Dispose();
        _scale?.Dispose();
    }

    private Tensor Numbers(Tensor weight)
    {
        using Tensor copy = weight.to(_kernels.NumberType, copy: true);
        return copy.contiguous().DetachFromDisposeScope();
    }

    private Tensor Stacked(Tensor[] vectors)
    {
        Tensor[] numbers = [.. vectors.Select(vector => vector.to(_kernels.NumberType))];
        Tensor stacked = stack(numbers).DetachFromDisposeScope();
        foreach (Tensor vector in numbers)
            vector.Dispose();
        return stacked;
    }

    /// <summary>What a mean divides by is made of.</summary>
    private GpuTensors Tensors(Tensor targets) => new()
    {
        Targets = targets,
        Classes = _classes,
        IgnoreIndex = IgnoreIndex,
        Weight = _weight,
        Scale = _scale,
    };

    private GpuTensors Tensors(
        GpuRows rows, Tensor? losses, Tensor? gradient, Tensor? saved, Tensor? upstream = null, Tensor[]? inputGradients = null,
        Tensor? metrics = null) => new()
        {
            Rows = rows.Logits,
            Targets = rows.Targets,
            Classes = _classes,
            IgnoreIndex = IgnoreIndex,
            Weight = Loss.HasWeight ? null : _weight,
            Vectors = _vectors,
            RowInputs = rows.RowInputs,
            ClassInputs = rows.ClassInputs,
            InputGradients = inputGradients ?? [],
            Metrics = metrics,
            Scale = _scale,
            Losses = losses,
            Gradient = gradient,
            Saved = saved,
            Upstream = upstream,
        };
}
