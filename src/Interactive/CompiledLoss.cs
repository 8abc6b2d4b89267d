using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Interactive;

/// <summary>A loss that was compiled from text: a factory of its modules.</summary>
/// <remarks>
/// Its code is loaded for this object alone, and is unloaded by the garbage collector when this object has been disposed or collected, and
/// nothing of it is in use: no module, no graph of a loss that waits for its <c>backward()</c>, no <see cref="Type"/> of it. Disposing
/// of it leaves its modules as they are. Its members can be called by several threads at once.
/// </remarks>
public sealed class CompiledLoss : IDisposable
{
    private LossContext? _context;
    private LoadedLoss? _loaded;

    internal CompiledLoss(string text, LossImage image)
    {
        Text = text;
        Diagnostics = image.Diagnostics;
        _context = new LossContext();
        using var stream = new MemoryStream(image.Assembly, writable: false);
        _loaded = new LoadedLoss(_context.LoadFromStream(stream));
        (Parameters, Inputs, Metrics) = (_loaded.Parameters, _loaded.Inputs, _loaded.Metrics);
    }

    /// <summary>The text that it was compiled from.</summary>
    public string Text { get; }

    /// <summary>The warnings about the text.</summary>
    public IReadOnlyList<LossDiagnostic> Diagnostics { get; }

    /// <summary>What <see cref="Create"/> takes by name, in the order of the generated constructor.</summary>
    public IReadOnlyList<LossParameter> Parameters { get; }

    /// <summary>The names of the inputs of a row, the tensors that <c>forward</c> takes after logits and targets.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The names of the metrics of a row.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>
    /// The generated class, with its static <c>Evaluate</c>, <c>EvaluateWithGradient</c> and <c>EvaluateReference</c>. Holding it keeps the
    /// code loaded.
    /// </summary>
    /// <exception cref="ObjectDisposedException">This object has been disposed.</exception>
    public Type ModuleType => Loaded.Type;

    private LoadedLoss Loaded
    {
        get
        {
            LoadedLoss? loaded = _loaded;
            ObjectDisposedException.ThrowIf(loaded is null, this);
            return loaded;
        }
    }

    /// <summary>Creates a module of a loss without inputs of a row.</summary>
    /// <param name="parameters">
    /// The loss's own parameters by name: an object with a property for each, such as <c>new { k = 2.0 }</c>, or a dictionary. A number is
    /// of any numeric type, a class vector is a <see cref="Tensor"/> of shape (C). Those that are not given have their defaults.
    /// </param>
    /// <param name="weight">A weight for each class, shape (C), of the logits' dtype; null for weights of 1.</param>
    /// <param name="ignore_index">The target whose rows are ignored; null for −100.</param>
    /// <param name="reduction">How the losses of the rows become one.</param>
    /// <param name="inplace_gradient">Whether the gradient takes the logits' place in memory, which loses them.</param>
    /// <exception cref="ArgumentException">
    /// A parameter is unknown, missing, of the wrong kind, NaN or out of its range; or a tensor is no vector of floating-point numbers.
    /// </exception>
    /// <exception cref="InvalidOperationException">The loss has inputs of a row.</exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed.</exception>
    /// <exception cref="PlatformNotSupportedException">TorchSharp's native library cannot be loaded.</exception>
    public SparseTargetLoss Create(
        object? parameters = null, Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean,
        bool inplace_gradient = false) =>
        Create<SparseTargetLoss>(parameters, weight, ignore_index, reduction, inplace_gradient);

    /// <summary>Creates a module of any loss.</summary>
    /// <typeparam name="TModule">
    /// <see cref="SparseTargetLoss"/> for a loss without inputs of a row, <see cref="SparseTargetLoss1"/> to
    /// <see cref="SparseTargetLoss4"/> for one with so many <see cref="Inputs"/>; or <see cref="ISparseTargetLoss"/>.
    /// </typeparam>
    /// <inheritdoc cref="Create"/>
    /// <exception cref="InvalidOperationException">The loss has another number of inputs of a row.</exception>
    public TModule Create<TModule>(
        object? parameters = null, Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean,
        bool inplace_gradient = false)
        where TModule : class, ISparseTargetLoss
    {
        LoadedLoss loaded = Loaded;
        if (!loaded.Type.IsAssignableTo(typeof(TModule)))
        {
            string inputs = Inputs.Count == 0 ? "no inputs of a row" : $"inputs of a row ({string.Join(", ", Inputs)})";
            throw new InvalidOperationException(
                $"The loss has {inputs}: its modules are created by Create<{loaded.Type.BaseType!.Name}>, not as {typeof(TModule).Name}.");
        }
        object?[] own = Arguments.Bind(Parameters, Inputs, parameters);
        return (TModule)loaded.Constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, null, [.. own, weight, ignore_index, reduction, inplace_gradient], null);
    }

    /// <summary>The generated <c>forward_with_metrics</c> of a module: the loss, and its metrics by name.</summary>
    /// <param name="module">A module of this loss.</param>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The class of each row.</param>
    /// <param name="inputs">The inputs of the rows, in the order of <see cref="Inputs"/>.</param>
    /// <returns>
    /// The loss, as <c>forward</c> returns it; each metric in the shape of the targets; and <c>Count</c>, the number of rows that are not
    /// ignored.
    /// </returns>
    /// <exception cref="InvalidOperationException">The loss has no metrics.</exception>
    /// <exception cref="ArgumentException">
    /// The module is not of this loss, or a tensor is missing or not as <c>forward</c> takes it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">This object has been disposed.</exception>
    public (Tensor Loss, IReadOnlyDictionary<string, Tensor> Metrics) forward_with_metrics(
        ISparseTargetLoss module, Tensor logits, Tensor targets, params ReadOnlySpan<Tensor> inputs) =>
        Loaded.ForwardWithMetrics(module, [logits, targets, .. inputs]);

    /// <summary>Lets the code be unloaded as soon as no module of it is in use. Modules keep working.</summary>
    public void Dispose()
    {
        _loaded = null;
        Interlocked.Exchange(ref _context, null)?.Unload();
    }
}
