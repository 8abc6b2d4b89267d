using System.Runtime.InteropServices;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.LinearLayers;
using SparseLsr.Gen.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen;

/// <summary>
/// A loss of logits and the one true class of each row: the module that every class marked
/// <see cref="SparseTargetLossAttribute"/> becomes.
/// </summary>
/// <remarks>
/// <para>
/// It behaves as TorchSharp's <c>CrossEntropyLoss</c>, except that a mean over no row (an empty batch, every row ignored, or
/// weights that sum to 0) is 0 with a gradient of zeros, where PyTorch gives NaN.
/// </para>
/// <para>
/// An error inside <c>backward()</c>, such as logits modified in place since forward, surfaces as libtorch's own
/// <see cref="ExternalException"/> ("returned an invalid gradient"); the exception behind it is in that one's
/// <see cref="Exception.Data"/> under <see cref="BackwardExceptionKey"/>.
/// </para>
/// <para>
/// CUDA tensors are worked on where they are, in torch's own context and on its default stream, and nothing waits for the device:
/// there a target that is neither a class nor ignored gives its row NaN, and is reported by the next call that follows. Rows that
/// do not lie one after the other are copied first, and then not overwritten by <see cref="inplace_gradient"/>.
/// </para>
/// <para>
/// There are kernels for the CPU and for CUDA. On other devices, such as Apple's <c>mps</c>, the loss is <see cref="ComposedForward"/>:
/// composed of torch operations, with their time and memory, and <see cref="inplace_gradient"/> has no effect.
/// </para>
/// </remarks>
public abstract class SparseTargetLoss : Loss<Tensor, Tensor, Tensor>, ISparseTargetLoss
{
    /// <summary>Where <see cref="Exception.Data"/> of an exception out of <c>backward()</c> holds the one that caused it.</summary>
    public static string BackwardExceptionKey => BackwardFault.Key;

    private readonly LossCore _core;

    /// <summary>Takes what every loss takes, in the order of TorchSharp's <c>CrossEntropyLoss</c>.</summary>
    /// <param name="weight">A weight for each class, shape (C), of the logits' dtype; null for ones.</param>
    /// <param name="ignore_index">The target whose rows count for nothing, a class or not; null for −100.</param>
    /// <param name="reduction">How the losses of the rows are put together.</param>
    /// <param name="inplace_gradient">Whether the gradient takes the logits' place in memory; see the property.</param>
    /// <exception cref="PlatformNotSupportedException">TorchSharp's native library cannot be loaded.</exception>
    protected SparseTargetLoss(Tensor? weight, long? ignore_index, nn.Reduction reduction, bool inplace_gradient = false)
        : base(NativeBackend.Required(reduction))
    {
        _core = new LossCore(this, Bind, BindWithMetrics, weight, ignore_index, reduction, inplace_gradient);
        if (weight is not null)
            (_deviceType, _deviceIndex) = (weight.device_type, weight.device_index);
    }

    /// <summary>
    /// A weight for each class, shape (C), or null. It shares the memory of the tensor given to the constructor until the
    /// module is moved; it moves with the module, and is neither a parameter nor a buffer.
    /// </summary>
    public Tensor? weight => _core.Weight;

    /// <summary>The target whose rows count for nothing: loss 0, gradient exactly 0; they are never read.</summary>
    public long ignore_index => _core.IgnoreIndex;

    /// <summary>
    /// Whether the gradient is written over the logits, so that nothing of their size is allocated. The logits are lost with the
    /// forward (with the backward, for <c>Reduction.None</c> and float16); libtorch is told of it as of any change in place, so that
    /// a backward that needs them still fails rather than gives a wrong gradient: a second one through this loss, one with
    /// <c>create_graph</c>, or one of another operation that has kept them.
    /// </summary>
    public bool inplace_gradient => _core.InplaceGradient;

    /// <summary>
    /// What a mean is divided by, in place of the number of rows that are not ignored or of the sum of their weights; null for these.
    /// Without effect for other reductions.
    /// </summary>
    /// <remarks>
    /// For gradient accumulation and for data-parallel training, where a batch is one of several parts: with the number of rows of all
    /// parts, the sum of the parts' losses and gradients is that of the whole. A forward and its backward use the value that was set when
    /// the forward began.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a positive, finite number.</exception>
    public double? denominator
    {
        get => _core.Denominator;
        set => _core.Denominator = value;
    }

    /// <summary>The name of the loss's class.</summary>
    public override string GetName() => GetType().Name;

    /// <summary>The loss, by the generated kernel.</summary>
    /// <param name="logits">(C), (N, C) or (N, C, d1, ...) of any strides, on any device; float32, float64, bfloat16, float16.</param>
    /// <param name="targets">The class of each row, there too: the logits' shape without C; int64, int32 or uint8, of any strides.</param>
    /// <returns>In the logits' dtype: the shape of the targets for <c>Reduction.None</c>, else a scalar.</returns>
    /// <exception cref="ArgumentException">An argument is not as said, or a target neither a class nor ignored.</exception>
    /// <exception cref="GpuException">The CUDA driver refuses, or there is none.</exception>
    public sealed override Tensor forward(Tensor logits, Tensor targets) => _core.Forward(logits, targets);

    /// <summary>
    /// The same loss composed of torch operations and differentiated by libtorch: what the kernel is checked against and compared
    /// with.
    /// </summary>
    /// <inheritdoc cref="forward"/>
    public Tensor ComposedForward(Tensor logits, Tensor targets) => _core.ComposedForward(logits, targets);

    /// <summary>
    /// The loss of the logits that a linear layer would give, <c>input·linear_weightᵀ + linear_bias</c>, which are never all in memory: a
    /// few rows at a time are computed and turned into their gradient, and that into the gradients of the layer.
    /// </summary>
    /// <param name="input">What the layer is given, (N, H) or (N, T, H), or (H) for one row; float32, float64, bfloat16, float16.</param>
    /// <param name="linear_weight">The layer's weight, (V, H), V being the number of classes; of the dtype of the input.</param>
    /// <param name="targets">The class of each row: the input's shape without H; int64, int32 or uint8.</param>
    /// <param name="linear_bias">The layer's bias, (V), of the dtype of the input; null for none.</param>
    /// <param name="chunk_rows">
    /// How many rows of logits there are at one time; null for as many as 36 MiB hold, on a GPU 1 GiB.
    /// </param>
    /// <returns>As <see cref="forward"/>, in the dtype of the input.</returns>
    /// <remarks>
    /// Rows that are ignored are left out before the first product. On the CPU bfloat16 and float16 are computed in float32. The gradient of
    /// the layer's weight is summed up in float32, in float64 for float64. For <c>Reduction.None</c>, and in a second backward, the chunks
    /// are computed again; one with <c>create_graph</c> is composed of torch operations on all logits.
    /// </remarks>
    /// <exception cref="ArgumentException">An argument is not as said, or a target neither a class nor ignored.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunk_rows"/> is less than 1.</exception>
    public Tensor forward_linear(
        Tensor input, Tensor linear_weight, Tensor targets, Tensor? linear_bias = null, long? chunk_rows = null) =>
        LinearForward.Value(_core, input, linear_weight, targets, linear_bias, chunk_rows);

    /// <summary>The kernel with the parameters as they are now.</summary>
    /// <param name="classes">C.</param>
    protected abstract BoundLoss Bind(double classes);

    /// <summary>The same with the metrics of the loss; called where these are asked for.</summary>
    /// <param name="classes">C.</param>
    protected virtual BoundLoss BindWithMetrics(double classes) => Bind(classes);

    /// <summary>As <c>forward</c>, and the metrics of the rows, the last of which is the number of rows; called by generated code.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="inputs">The inputs of the rows.</param>
    protected (Tensor Loss, Tensor[] Metrics) ForwardWithMetrics(Tensor logits, Tensor targets, params Tensor[] inputs) =>
        _core.ForwardWithMetrics(logits, targets, inputs);

    /// <summary>As <see cref="forward_linear"/>, and the metrics; called by generated code.</summary>
    protected (Tensor Loss, Tensor[] Metrics) ForwardLinearWithMetrics(
        Tensor input, Tensor linear_weight, Tensor targets, Tensor? linear_bias, long? chunk_rows, params Tensor[] inputs) =>
        LinearForward.WithMetrics(_core, input, linear_weight, targets, linear_bias, chunk_rows, inputs);

    /// <summary>Takes a class vector of the loss; called by generated constructors, in order.</summary>
    /// <exception cref="ArgumentException">It is not one number a class of a floating-point dtype, or it requires a gradient.</exception>
    protected void AddClassVector(Tensor vector, string name)
    {
        _core.AddClassVector(vector, name);
        (_deviceType, _deviceIndex) = (vector.device_type, vector.device_index);
    }

    /// <summary>A class vector of the loss, by its place in the constructor.</summary>
    protected Tensor ClassVector(int index) => _core.ClassVector(index);

    /// <summary>Makes a learned number a parameter of the module; called by generated constructors, in order.</summary>
    protected void AddLearned(double value, string name) => _core.AddLearned(value, name);

    /// <summary>A learned number, by its name.</summary>
    protected Parameter Learned(string name) => _core.Learned[name];

    /// <summary>Puts another tensor in its place; called where the module is moved.</summary>
    protected void SetLearned(Parameter value, string name)
    {
        Learned(name).Dispose();
        ConditionallyRegisterParameter(name, value);
    }

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
