using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>A loss and its gradient composed of torch operations: differentiable, on any device, and many times slower.</summary>
internal static class ComposedLoss
{
    /// <summary>As <see cref="SparseTargetLoss.forward"/>.</summary>
    public static Tensor Value(ForwardContext call, Tensor logits, Tensor targets)
    {
        using DisposeScope scope = NewDisposeScope();
        Rows rows = new(call, logits, targets);
        Tensor losses = rows.Loss.Compose(rows.Row);
        if (rows.Weight is not null)
            losses = losses * rows.Weight;
        if (rows.Ignored is not null)
            losses = losses.masked_fill(rows.Ignored, Scalars.Zero);
        Tensor result = call.Reduction switch
        {
            nn.Reduction.None => losses.reshape(targets.shape),
            nn.Reduction.Sum => losses.sum(),
            _ => call.Average(losses.sum()),
        };
        return result.to_type(logits.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of the logits, differentiable by them and by the upstream gradient.</summary>
    public static Tensor Gradient(ForwardContext call, Tensor logits, Tensor targets, Tensor upstream)
    {
        using DisposeScope scope = NewDisposeScope();
        Rows rows = new(call, logits, targets);
        Tensor factor = upstream.to_type(rows.DType).reshape(-1);
        if (call.Reduction == nn.Reduction.Mean)
            factor = call.Average(factor);
        if (rows.Weight is not null)
            factor = factor * rows.Weight;
        Tensor gradient = rows.Loss.ComposeGradient(rows.Row);
        if (rows.Slope is not null)
            gradient = gradient * rows.Slope;
        gradient = gradient * factor.unsqueeze(1);
        if (rows.Ignored is not null)
            gradient = gradient.masked_fill(rows.Ignored.unsqueeze(1), Scalars.Zero);
        return Rows.Unflatten(gradient, logits).to_type(logits.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The batch as one list of rows; an ignored one is zeros of class 0, so that nothing in it comes through.</summary>
    private readonly struct Rows
    {
        public Rows(ForwardContext call, Tensor logits, Tensor targets)
        {
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
            Tensor[] vectors = call.ClassVectors(DType, logits.device);
            Row = new TorchRow(flat, classes, vectors);
            if (Loss.ComposeTransform(Row) is not { } transformed)
                return;
            Tensor masked = flat.eq(Scalars.NegativeInfinity);
            Slope = Loss.ComposeTransformSlope(Row)!.masked_fill(masked, Scalars.Zero);
            Row = new TorchRow(transformed.masked_fill(masked, Scalars.NegativeInfinity), classes, vectors);
        }

        public IComposedLoss Loss { get; }

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

        private static Tensor Flatten(Tensor logits)
        {
            if (logits.Dimensions <= 2)
                return logits.reshape(-1, logits.size(-1));
            return logits.movedim([1], [-1]).reshape(-1, logits.size(1));
        }
    }
}
