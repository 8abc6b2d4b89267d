using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.LinearLayers;
using SparseLsr.Gen.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen;

/// <summary>
/// As <see cref="SparseTargetLoss"/>, a loss whose rows have four inputs, each declared by a parameter that is <see cref="PerRowAttribute"/>.
/// </summary>
public abstract class SparseTargetLoss4 : nn.Module<Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor>, ISparseTargetLoss
{
    private readonly LossCore _core;

    /// <inheritdoc cref="SparseTargetLoss(Tensor?, long?, nn.Reduction, bool)"/>
    protected SparseTargetLoss4(Tensor? weight, long? ignore_index, nn.Reduction reduction, bool inplace_gradient = false)
        : base(NativeBackend.Required(nameof(SparseTargetLoss4)))
    {
        _core = new LossCore(this, Bind, BindWithMetrics, weight, ignore_index, reduction, inplace_gradient);
        if (weight is not null)
            (_deviceType, _deviceIndex) = (weight.device_type, weight.device_index);
    }

    /// <inheritdoc/>
    public Tensor? weight => _core.Weight;

    /// <inheritdoc/>
    public long ignore_index => _core.IgnoreIndex;

    /// <inheritdoc/>
    public nn.Reduction reduction => _core.Reduction;

    /// <inheritdoc/>
    public bool inplace_gradient => _core.InplaceGradient;

    /// <inheritdoc/>
    public double? denominator
    {
        get => _core.Denominator;
        set => _core.Denominator = value;
    }

    /// <inheritdoc cref="SparseTargetLoss.GetName"/>
    public override string GetName() => GetType().Name;

    /// <inheritdoc cref="SparseTargetLoss.forward"/>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="input1">The first input of the rows, in the order of declaration: in the shape of the targets for a number,
    /// of the logits for a class input; float32 or the logits' dtype.</param>
    /// <param name="input2">The second one.</param>
    /// <param name="input3">The third one.</param>
    /// <param name="input4">The fourth one.</param>
    public override Tensor forward(Tensor logits, Tensor targets, Tensor input1, Tensor input2, Tensor input3, Tensor input4) =>
        _core.Forward(logits, targets, input1, input2, input3, input4);

    /// <inheritdoc cref="SparseTargetLoss.ComposedForward"/>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="input1">The first input of the rows, in the order of declaration: in the shape of the targets for a number,
    /// of the logits for a class input; float32 or the logits' dtype.</param>
    /// <param name="input2">The second one.</param>
    /// <param name="input3">The third one.</param>
    /// <param name="input4">The fourth one.</param>
    public Tensor ComposedForward(Tensor logits, Tensor targets, Tensor input1, Tensor input2, Tensor input3, Tensor input4) =>
        _core.ComposedForward(logits, targets, input1, input2, input3, input4);

    /// <inheritdoc cref="SparseTargetLoss.forward_linear"/>
    /// <param name="input">What the layer is given.</param>
    /// <param name="linear_weight">Its weight.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="linear_bias">The layer's bias; null for none.</param>
    /// <param name="input1">The first input of the rows, in the order of declaration: in the shape of the targets for a number,
    /// of the logits for a class input; float32 or the logits' dtype.</param>
    /// <param name="input2">The second one.</param>
    /// <param name="input3">The third one.</param>
    /// <param name="input4">The fourth one.</param>
    /// <param name="chunk_rows">How many rows of logits there are at one time; null for the default.</param>
    public Tensor forward_linear(
        Tensor input, Tensor linear_weight, Tensor targets, Tensor? linear_bias, Tensor input1, Tensor input2, Tensor input3, Tensor input4, long? chunk_rows = null) =>
        LinearForward.Value(_core, input, linear_weight, targets, linear_bias, chunk_rows, input1, input2, input3, input4);

    /// <inheritdoc cref="SparseTargetLoss.Bind"/>
    protected abstract BoundLoss Bind(double classes);

    /// <inheritdoc cref="SparseTargetLoss.BindWithMetrics"/>
    protected virtual BoundLoss BindWithMetrics(double classes) => Bind(classes);

    /// <inheritdoc cref="SparseTargetLoss.ForwardWithMetrics"/>
    protected (Tensor Loss, Tensor[] Metrics) ForwardWithMetrics(Tensor logits, Tensor targets, params Tensor[] inputs) =>
        _core.ForwardWithMetrics(logits, targets, inputs);

    /// <inheritdoc cref="SparseTargetLoss.ForwardLinearWithMetrics"/>
    protected (Tensor Loss, Tensor[] Metrics) ForwardLinearWithMetrics(
        Tensor input, Tensor linear_weight, Tensor targets, Tensor? linear_bias, long? chunk_rows, params Tensor[] inputs) =>
        LinearForward.WithMetrics(_core, input, linear_weight, targets, linear_bias, chunk_rows, inputs);

    /// <inheritdoc cref="SparseTargetLoss.AddClassVector"/>
    protected void AddClassVector(Tensor vector, string name)
    {
        _core.AddClassVector(vector, name);
        (_deviceType, _deviceIndex) = (vector.device_type, vector.device_index);
    }

    /// <inheritdoc cref="SparseTargetLoss.ClassVector"/>
    protected Tensor ClassVector(int index) => _core.ClassVector(index);

    /// <inheritdoc cref="SparseTargetLoss.AddLearned"/>
    protected void AddLearned(double value, string name) => _core.AddLearned(value, name);

    /// <inheritdoc cref="SparseTargetLoss.Learned"/>
    protected Parameter Learned(string name) => _core.Learned[name];

    /// <inheritdoc cref="SparseTargetLoss.SetLearned"/>
    protected void SetLearned(Parameter value, string name)
    {
        Learned(name).Dispose();
        ConditionallyRegisterParameter(name, value);
    }

    /// <summary>Declares an input of the rows; called by generated constructors, in order.</summary>
    protected void AddInput(string name, bool isOfClasses) => _core.AddInput(name, isOfClasses);

    /// <inheritdoc/>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        base._toEpilog(dtype, device, non_blocking);
        _core.Move(dtype, device, non_blocking);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _core.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>For tests.</summary>
    internal LossCore Core => _core;
}
