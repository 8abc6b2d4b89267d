using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// Functions of the classes of rows, and sums over the other classes. A masked class contributes to a sum what the function is at a logit
/// of −∞, and 0 where that is NaN. Nothing is differentiated by its logit, but what else the function reads is.
/// </summary>
/// <param name="row">The rows.</param>
/// <param name="logits">Their logits, (N, C).</param>
/// <param name="isTarget">Where the target is, (N, C).</param>
/// <param name="isMasked">Where one of the other classes is masked, (N, C).</param>
/// <param name="inputs">What the loss is given beside the logits.</param>
/// <remarks>
/// Where a value is not used its function has other operands, so that its derivative is not 0·∞: those of the largest other class.
/// </remarks>
internal sealed class TorchClasses(TorchRow row, Tensor logits, Tensor isTarget, Tensor isMasked, TorchInputs inputs)
{
    private readonly Tensor _index = Scalars.Indices(logits.size(1), logits.dtype, logits.device).unsqueeze(0);

    private Scalar Lowest => logits.dtype == ScalarType.Float64 ? Scalars.LowestFloat64 : Scalars.LowestFloat32;

    /// <summary>A function of the classes that are neither target nor masked, 0 for these.</summary>
    public Tensor Of(Tensor[] scalars, Func<TorchClass, Tensor[], Tensor[]> function)
    {
        Tensor unused = isTarget.logical_or(isMasked);
        return function(At(unused, Lowest), Columns(scalars))[0].expand(logits.shape).masked_fill(unused, Scalars.Zero);
    }

    /// <summary>A function of all classes, which knows only their logits and numbers.</summary>
    public Tensor OfAll(Tensor[] scalars, Func<TorchClass, Tensor[], Tensor[]> function)
    {
        Tensor logit = logits.masked_fill(logits.eq(Scalars.NegativeInfinity), Lowest);
        return function(new TorchClass(logit, logit, logit, _index, inputs, false), Columns(scalars))[0].expand(logits.shape);
    }

    /// <summary>The sums of functions over the other classes, each of shape (N).</summary>
    public Tensor[] Sum(Tensor[] scalars, Func<TorchClass, Tensor[], Tensor[]> functions)
    {
        Tensor[] columns = Columns(scalars);
        Tensor hasNoSoftmax = row.LogOdds.isnan().logical_or(row.TargetLogit.eq(Scalars.PositiveInfinity));
        Tensor[] terms = isMasked.any().item<bool>()
            ? WithMasked(columns, functions)
            : [.. functions(At(isTarget, Lowest), columns).Select(term => term.expand(logits.shape).masked_fill(isTarget, Scalars.Zero))];
        return [.. terms.Select(term => term.sum(1).masked_fill(hasNoSoftmax, Scalars.NaN))];
    }

    private static Tensor[] Columns(Tensor[] scalars) => [.. scalars.Select(scalar => scalar.unsqueeze(1))];

    private Tensor[] WithMasked(Tensor[] columns, Func<TorchClass, Tensor[], Tensor[]> functions)
    {
        return [.. functions(At(isTarget, Scalars.NegativeInfinity), columns).Select((result, i) =>
        {
            Tensor value = result.detach();
            Tensor unused = isTarget.logical_or(isMasked.logical_and(value.isnan()));
            // The lowest finite number has the derivatives of −∞ where those are not 0·∞.
            Tensor term = functions(At(unused, Lowest), columns)[i];
            Tensor derivatives = (term - term.detach()).nan_to_num(0);
            return where(isMasked, value + derivatives, term).masked_fill(unused, Scalars.Zero);
        })];
    }

    /// <param name="unused">Where values are not used.</param>
    /// <param name="masked">The logit of a masked class.</param>
    private TorchClass At(Tensor unused, Scalar masked)
    {
        Tensor others = row.OthersMaximum.unsqueeze(1), offset = row.LogSumExpOffset.unsqueeze(1);
        Tensor logit = where(unused, others, logits.masked_fill(isMasked, masked));
        Tensor unmasked = logits.masked_fill(isMasked, Scalars.Zero) - others - offset;
        Tensor logProb = where(unused, offset.neg(), unmasked.masked_fill(isMasked, masked));
        return new TorchClass(logit, logProb, logProb.exp(), _index, inputs, masked == Scalars.NegativeInfinity);
    }
}
