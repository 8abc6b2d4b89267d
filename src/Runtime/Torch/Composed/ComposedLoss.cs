using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A loss and its gradient composed of torch operations: differentiable, on any device, and many times slower.</summary>
internal static class ComposedLoss
{
    /// <summary>As <see cref="SparseTargetLoss.forward"/>.</summary>
    public static Tensor Value(ForwardContext call, TensorBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        Rows rows = new(call, batch);
        Tensor losses = rows.Losses;
        Tensor result = call.Reduction switch
        {
            nn.Reduction.None => losses.reshape(batch.Targets.shape),
            nn.Reduction.Sum => losses.sum(),
            _ => call.Average(losses.sum()),
        };
        return result.to_type(batch.Logits.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The metrics, each of the shape of the targets.</summary>
    public static Tensor[] Metrics(ForwardContext call, TensorBatch batch)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Rows rows = new(call, batch);
        return
        [
            .. rows.Loss.ComposeMetrics(rows.Row)
                .Select(metric => rows.Ignored is null ? metric : metric.masked_fill(rows.Ignored, Scalars.Zero))
                .Select(metric => metric.reshape(batch.Targets.shape).DetachFromDisposeScope()),
        ];
    }

    /// <summary>The gradients, in no dispose scope, differentiable by the logits, the inputs and the upstream gradient.</summary>
    /// <param name="call">What the forward was asked with.</param>
    /// <param name="batch">Its tensors.</param>
    /// <param name="upstream">The gradient of the loss.</param>
    /// <param name="wanted">What gradients are wanted by.</param>
    /// <param name="gradients">Receives those by the logits and by each of the inputs, where they are wanted.</param>
    public static void Gradients(
        ForwardContext call, TensorBatch batch, Tensor upstream, WantedGradients wanted, Span<Tensor?> gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        // Aliases: what one of them is computed from another, or the upstream gradient from both, must not be differentiated here as well.
        Tensor[] inputs = [.. batch.Inputs.Select(input => input.alias())];
        Rows rows = new(call, new TensorBatch(batch.Layout, batch.Logits.alias(), batch.Targets, inputs));
        Tensor factor = upstream.to_type(rows.DType).reshape(-1);
        if (call.Reduction == nn.Reduction.Mean)
            factor = call.Average(factor);
        if (wanted.Logits)
            gradients[0] = OfLogits(rows, batch.Logits, factor).DetachFromDisposeScope();
        if (!wanted.AnyInput)
            return;
        int[] places = [.. wanted.Inputs.Index().Where(input => input.Item).Select(input => input.Index)];
        Tensor losses = rows.Losses;
        // A constant has no graph, of which torch would make an exception that ends the process.
        IList<Tensor> found = !losses.requires_grad ? [] : autograd.grad(
            [losses], [.. places.Select(place => inputs[place])], [factor.expand(losses.shape)],
            retain_graph: true, create_graph: true, allow_unused: true);
        for (int i = 0; i < places.Length; i++)
        {
            bool isUsed = i < found.Count && !found[i].IsInvalid;
            gradients[1 + places[i]] = (isUsed ? found[i] : zeros_like(inputs[places[i]])).DetachFromDisposeScope();
        }
    }

    private static Tensor OfLogits(in Rows rows, Tensor logits, Tensor factor)
    {
        if (rows.Weight is not null)
            factor = factor * rows.Weight;
        Tensor gradient = rows.Loss.ComposeGradient(rows.Row);
        if (rows.Slope is not null)
            gradient = gradient * rows.Slope;
        gradient = gradient * factor.unsqueeze(1);
        if (rows.Ignored is not null)
            gradient = gradient.masked_fill(rows.Ignored.unsqueeze(1), Scalars.Zero);
        return Rows.Unflatten(gradient, logits).to_type(logits.dtype);
    }

    /// <summary>The batch as one list of rows; an ignored one is zeros of class 0, so that nothing in it comes through.</summary>
    private readonly struct Rows
    {
        public Rows(ForwardContext call, TensorBatch batch)
        {
            Tensor logits = batch.Logits, targets = batch.Targets;
            Tensor classes = targets.reshape(-1).to_type(ScalarType.Int64);
            DType = logits.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
            Tensor flat = Flatten(logits).to_type(DType);
            if (call.Ignored(classes) is { } leftOut)
            {
                Ignored = leftOut;
                classes = classes.masked_fill(leftOut, Scalars.Zero);
                flat = flat.masked_fill(leftOut.unsqueeze(1), Scalars.Zero);
            }
            if (call.InvalidTargets(classes, flat.size(1)) is { } withoutClass)
            {
                classes = classes.masked_fill(withoutClass, Scalars.Zero);
                flat = flat.masked_fill(withoutClass.unsqueeze(1), Scalars.NaN);
            }

            Weight = call.Weights(DType, logits.device)?.index_select(0, classes);
            // The generator implements it with the interface that the runtime drives.
            Loss = (IComposedLoss)call.Loss.Generated;
            var inputs = new TorchInputs(
                call.ClassVectors(DType, logits.device), Inputs(call.Inputs.OfRows(batch.Inputs), isOfClasses: false),
                Inputs(call.Inputs.OfClasses(batch.Inputs), isOfClasses: true));
            Row = new TorchRow(flat, classes, inputs);
            if (Loss.ComposeTransform(Row) is not { } transformed)
                return;
            Tensor masked = flat.eq(Scalars.NegativeInfinity);
            Slope = Loss.ComposeTransformSlope(Row)!.masked_fill(masked, Scalars.Zero);
            Row = new TorchRow(transformed.masked_fill(masked, Scalars.NegativeInfinity), classes, inputs);
        }

        public IComposedLoss Loss { get; }

        /// <summary>The losses of the rows, weighted, 0 for ignored ones; shape (N).</summary>
        public Tensor Losses
        {
            get
            {
                Tensor losses = Loss.Compose(Row);
                if (Weight is not null)
                    losses = losses * Weight;
                return Ignored is null ? losses : losses.masked_fill(Ignored, Scalars.Zero);
            }
        }

        /// <summary>The derivatives of the transformed logits by the logits; null without a transform.</summary>
        public Tensor? Slope { get; }

        public TorchRow Row { get; }

        public ScalarType DType { get; }

        public Tensor? Ignored { get; }

        public Tensor? Weight { get; }

        public static Tensor Unflatten(Tensor rows, Tensor logits)
        {
            if (logits.Dimensions <= 2)
                return rows.reshape(logits.shape);
            long[] shape = logits.shape;
            return rows.reshape([shape[0], .. shape.AsSpan(2), shape[1]]).movedim([-1], [1]);
        }

        /// <summary>Inputs as one list of rows; those of ignored rows are numbers at which few functions are infinite.</summary>
        private Tensor[] Inputs(IEnumerable<Tensor> inputs, bool isOfClasses)
        {
            (ScalarType type, Tensor? ignored) = (DType, isOfClasses ? Ignored?.unsqueeze(1) : Ignored);
            return
            [
                .. from input in inputs
                   let flat = (isOfClasses ? Flatten(input) : input.reshape(-1)).to_type(type)
                   select ignored is null ? flat : flat.masked_fill(ignored, Scalars.Half),
            ];
        }

        private static Tensor Flatten(Tensor logits)
        {
            if (logits.Dimensions <= 2)
                return logits.reshape(-1, logits.size(-1));
            return logits.movedim([1], [-1]).reshape(-1, logits.size(1));
        }
    }
}
