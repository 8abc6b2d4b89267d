using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The statistics of all rows of a batch, as <see cref="RowStatistics{T, TMath}"/>, in tensors of shape (N): composed of torch
/// operations, so that libtorch differentiates them as often as is asked for.
/// </summary>
/// <remarks>
/// The largest other logit m′ is a constant here. That is right for every derivative, because m′ only shifts: as functions of
/// the logits and of m′ the statistics do not depend on it, wherever the generated code lets it cancel.
/// Where a branch is not taken its operands are replaced before, so that its derivative is not 0·∞.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TorchRow
{
    private readonly Tensor _logits;
    private readonly Tensor _targets;
    private readonly Tensor _isTarget;
    private readonly TorchInputs _inputs;

    /// <summary>Rows (N, C) in float32 or float64, and their targets (N), int64 and each a class.</summary>
    internal TorchRow(Tensor logits, Tensor targets, TorchInputs? inputs = null)
    {
        _logits = logits;
        _targets = targets;
        _inputs = inputs ?? TorchInputs.None;
        Tensor column = targets.unsqueeze(1);
        _isTarget = Scalars.Indices(logits.size(1), ScalarType.Int64, logits.device).eq(column);
        // A row with +∞ has no softmax; among the other classes it makes NaN of itself.
        Tensor targetLogit = logits.gather(1, column).squeeze(1);
        TargetLogit = targetLogit.masked_fill(targetLogit.eq(Scalars.PositiveInfinity), Scalars.NaN);
        Classes = logits.size(1);
    }

    /// <summary>C.</summary>
    public double Classes { get; }

    /// <summary>d = log(p/(1 − p)).</summary>
    public Tensor LogOdds => field ??= TargetOffset - LogSum;

    /// <summary>log p.</summary>
    public Tensor LogProb => field ??= LogOdds.log_sigmoid();

    /// <summary>p.</summary>
    public Tensor Prob => field ??= LogOdds.sigmoid();

    /// <summary>log(1 − p).</summary>
    public Tensor LogComplement => field ??= LogOdds.neg().log_sigmoid();

    /// <summary>1 − p.</summary>
    public Tensor Complement => field ??= LogOdds.neg().sigmoid();

    /// <summary>z_t.</summary>
    public Tensor TargetLogit { get; }

    /// <summary>ℓ.</summary>
    public Tensor LogSumExp => field ??= OthersMaximum + LogSumExpOffset;

    /// <summary>z̄.</summary>
    public Tensor MeanLogit => field ??= OthersMaximum + MeanOffset;

    /// <summary>z̄ − ℓ.</summary>
    public Tensor MeanLogProb => field ??= MeanOffset - LogSumExpOffset;

    /// <summary>H, from the entropy of "target or not" and that of the other classes.</summary>
    public Tensor Entropy => field ??= TargetEntropy() + Complement * OthersEntropy;

    /// <summary>H′ = log S′ − Σ q_j (z_j − m′), 0 where no other class is left; NaN where the row has no softmax.</summary>
    public Tensor OthersEntropy => field ??= (Sum.log() - (Exponentials * FiniteShifted).sum(1) / Sum) * OneOrNaN;

    /// <summary>t, in the logits' dtype.</summary>
    public Tensor Target => field ??= _targets.to_type(_logits.dtype);

    /// <summary>The elements of a class vector at the targets.</summary>
    public Tensor OfTarget(int vector) => _inputs.Vectors[vector].index_select(0, _targets);

    /// <summary>A number that comes with the rows.</summary>
    public Tensor Input(int input) => _inputs.Numbers[input];

    /// <summary>The elements of a class input at the targets.</summary>
    public Tensor InputOfTarget(int input) => _inputs.ClassInputs[input].gather(1, _targets.unsqueeze(1)).squeeze(1);

    /// <summary>m′, 0 where no other class is left; a constant to libtorch.</summary>
    public Tensor OthersMaximum => Maximum.squeeze(1);

    /// <summary>The largest other logit; −∞ where none is left.</summary>
    public Tensor MaxOtherLogit => field ??= Others.amax([1]);

    /// <summary>The largest other logit minus m′: 0, with a derivative.</summary>
    public Tensor MaxOtherOffset => field ??= where(NoOthers, zeros([], _logits.dtype, _logits.device), MaxOtherLogit - OthersMaximum);

    /// <summary>z_t − m′.</summary>
    public Tensor TargetOffset => field ??= TargetLogit - OthersMaximum;

    /// <summary>ℓ − m′ = z_t − m′ + softplus(−d) for d ≥ 0, else log S′ + softplus(d).</summary>
    public Tensor LogSumExpOffset => field ??=
        where(LogOdds.lt(Scalars.Zero), LogSum - LogComplement, TargetOffset - LogProb);

    /// <summary>log S′, −∞ where no other class is left.</summary>
    public Tensor LogSum => field ??= Sum.log().masked_fill(NoOthers, Scalars.NegativeInfinity);

    /// <summary>μ = z̄ − m′. A masked class other than the target has no part in its derivative.</summary>
    public Tensor MeanOffset => field ??= where(IsMasked, Negative, _logits - Maximum).mean([1]);

    /// <summary>Sums over the other classes of functions of a class, each of shape (N).</summary>
    /// <param name="scalars">The numbers of rows that the functions read, each of shape (N).</param>
    /// <param name="terms">The functions, of what is known of the classes and of these numbers in shape (N, 1).</param>
    public Tensor[] SumOthers(Tensor[] scalars, Func<TorchClass, Tensor[], Tensor[]> terms) => Classwise.Sum(scalars, terms);

    /// <summary>A function of the other classes that are not masked, shape (N, C), 0 for all else.</summary>
    /// <param name="scalars">As above.</param>
    /// <param name="function">As above, an array of one.</param>
    public Tensor OfClass(Tensor[] scalars, Func<TorchClass, Tensor[], Tensor[]> function) => Classwise.Of(scalars, function);

    /// <summary>A function of the logits and numbers of all classes, shape (N, C).</summary>
    /// <param name="scalars">As above.</param>
    /// <param name="function">As above, an array of one.</param>
    public Tensor OfAllClasses(Tensor[] scalars, Func<TorchClass, Tensor[], Tensor[]> function) => Classwise.OfAll(scalars, function);

    private TorchClasses Classwise => field ??= new TorchClasses(this, _logits, _isTarget, IsMasked, _inputs);

    // (N, C), −∞ at the target.
    private Tensor Others => field ??= _logits.masked_fill(_isTarget, Scalars.NegativeInfinity);

    // (N, 1).
    private Tensor Maximum
    {
        get
        {
            if (field is not null)
                return field;
            Tensor maximum = Others.detach().amax([1], keepdim: true);
            return field = maximum.masked_fill(maximum.eq(Scalars.NegativeInfinity), Scalars.Zero);
        }
    }

    // z_j − m′, −∞ at the target and where a class is masked.
    private Tensor Shifted => field ??= Others - Maximum;

    private Tensor Exponentials => field ??= Shifted.exp();

    // z_j − m′, 0 where its exponential is 0: the limit of x·exp x is 0.
    private Tensor FiniteShifted => field ??= Shifted.masked_fill(Exponentials.eq(Scalars.Zero), Scalars.Zero);

    private Tensor ExponentialSum => field ??= Exponentials.sum(1);

    private Tensor NoOthers => field ??= ExponentialSum.eq(Scalars.Zero);

    // S′, 1 where no other class is left.
    private Tensor Sum => field ??= ExponentialSum.masked_fill(NoOthers, Scalars.One);

    // A factor, so that the gradient of such a row is NaN as well.
    private Tensor OneOrNaN => ones_like(_targets, _logits.dtype).masked_fill(LogOdds.isnan(), Scalars.NaN);

    // q_j, 0 at the target.
    private Tensor OthersProbs => field ??= Exponentials / Sum.unsqueeze(1);

    private Tensor IsMasked => field ??= _logits.eq(Scalars.NegativeInfinity).logical_and(_isTarget.logical_not());

    private Tensor Negative => Scalars.Number(double.NegativeInfinity, _logits.dtype, _logits.device);

    /// <summary>A number for every row.</summary>
    public Tensor Constant(double value) => Scalars.Number(value, _logits.dtype, _logits.device).expand(_logits.size(0));

    /// <summary>A condition that is the same for every row, shape (N).</summary>
    public Tensor Constant(bool condition) => tensor(condition, ScalarType.Bool, _logits.device).expand(_logits.size(0));

    /// <summary>The gradients made from their coefficients, as <see cref="GradientCoefficients{T}"/>; shape (N, C).</summary>
    /// <param name="byTarget">∂L/∂z_t.</param>
    /// <param name="byOthers">∂L/∂ℓ′.</param>
    /// <param name="byMean">∂L/∂z̄, or null where it is zero.</param>
    /// <param name="byEntropy">∂L/∂H′, or null where it is zero.</param>
    /// <param name="byClass">What is added for each of the other classes, shape (N, C), or null for nothing.</param>
    public Tensor Gradient(Tensor byTarget, Tensor byOthers, Tensor? byMean = null, Tensor? byEntropy = null, Tensor? byClass = null)
    {
        Tensor gradient = byEntropy is null ? OthersProbs * byOthers.unsqueeze(1) : WithEntropy(byOthers, byEntropy);
        if (byClass is not null)
            gradient = gradient + byClass;
        if (byMean is null)
            return WithTarget(gradient, byTarget);
        Tensor mean = byMean / Constant(Classes);
        return WithTarget((gradient + mean.unsqueeze(1)).masked_fill(IsMasked, Scalars.Zero), byTarget + mean);
    }

    // q_j·(others − entropy·(log q_j + H′)), log q_j = z_j − m′ − log S′.
    private Tensor WithEntropy(Tensor others, Tensor entropy) =>
        OthersProbs * (others.unsqueeze(1) - entropy.unsqueeze(1) * (FiniteShifted + (OthersEntropy - Sum.log()).unsqueeze(1)));

    private Tensor WithTarget(Tensor gradient, Tensor target) => where(_isTarget, target.unsqueeze(1), gradient);

    // softplus(−d) + d·σ(−d), and the same with −d for d, of which the one that does not cancel; 0 at ±∞.
    private Tensor TargetEntropy()
    {
        Tensor certain = LogOdds.isinf();
        Tensor d = LogOdds.masked_fill(certain, Scalars.Zero);
        Tensor entropy = where(d.lt(Scalars.Zero), d.neg() * Prob - LogComplement, d * Complement - LogProb);
        return entropy.masked_fill(certain, Scalars.Zero);
    }

}
