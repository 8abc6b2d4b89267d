using System.ComponentModel;
using System.Numerics;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// A loss as the runtime drives it. For each row: its logits, transformed where the loss says so; its statistics; then, sweep by
/// sweep, the sums over the other classes of functions of a class; then the loss and the coefficients of its gradient; then the
/// gradient, class by class. What the generator writes for a loss with functions of a class; one that needs statistics alone is an
/// <see cref="IRowLoss"/>, which <see cref="StatisticsLoss{TLoss}"/> adapts.
/// </summary>
/// <remarks>Fields are of type <c>double</c> alone: on a GPU the value is passed as its bytes.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IClassLoss : IRowNeeds
{
    /// <summary>Whether the loss is undefined for a single class: it uses the log-odds or log(1 − p).</summary>
    static abstract bool RequiresTwoClasses { get; }

    /// <summary>
    /// Whether it needs anything of the softmax. It does if it has a transform, the mean or the entropy, or no
    /// <see cref="HasClassGradient"/>.
    /// </summary>
    static abstract bool UsesSoftmax { get; }

    /// <summary>
    /// Whether its logits are transformed before anything is computed of them: statistics, terms and gradient then see what
    /// <see cref="Transform"/> makes of them, and the gradient is multiplied by <see cref="TransformSlope"/> at the end.
    /// </summary>
    static abstract bool HasTransform { get; }

    /// <summary>
    /// Whether the last class vector is the weight of the classes, which then multiplies no row, but still is what a mean divides by.
    /// </summary>
    static abstract bool HasWeight { get; }

    /// <summary>How many class vectors it has, at most <see cref="RowInputs{T}.Most"/>.</summary>
    static abstract int ClassVectors { get; }

    /// <summary>How many numbers come with each row, at most <see cref="RowInputs{T}.Most"/>.</summary>
    static abstract int RowInputs { get; }

    /// <summary>How many class inputs come with each row, at most <see cref="RowInputs{T}.Most"/>.</summary>
    static abstract int ClassInputs { get; }

    /// <summary>How many metrics it has, at most <see cref="RowMetrics{T}.Length"/>.</summary>
    static abstract int Metrics { get; }

    /// <summary>Whether <see cref="TransformSlope"/> is the same number for all other classes of a row.</summary>
    static abstract bool HasConstantSlope { get; }

    /// <summary>How many sweeps its sums take where the gradient by the logits is wanted, at most <see cref="SweepSums{T}.Length"/>.</summary>
    static abstract int Sweeps { get; }

    /// <summary>How many they take where the gradient by the numbers that come with the row is wanted too.</summary>
    static abstract int InputSweeps { get; }

    /// <summary>How many they take for the loss and its metrics alone; they are the first ones.</summary>
    static abstract int LossSweeps { get; }

    /// <summary>Whether the gradient of a class has a part that does not follow from the coefficients.</summary>
    static abstract bool HasClassGradient { get; }

    /// <summary>
    /// Whether <see cref="Terms"/> and <see cref="Gradient"/> guard products of 0 and ∞ in such a way that a value whose guards are left
    /// out is either the same or NaN.
    /// </summary>
    static abstract bool HasDeferrableGuards { get; }

    /// <summary>How many sums a sweep has, at most <see cref="ClassSums{TValue}.Length"/>.</summary>
    /// <typeparam name="TSweep">The sweep.</typeparam>
    static abstract int SumCount<TSweep>()
        where TSweep : struct, ISweep;

    /// <summary>Computes the numbers of the row that <see cref="Transform"/> and <see cref="TransformSlope"/> read.</summary>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="scalars">Receives the numbers; those that the loss does not use are left as they are.</param>
    /// <typeparam name="T">As for <see cref="Evaluate"/>.</typeparam>
    /// <typeparam name="TMath">The functions for that type and device.</typeparam>
    void PrepareTransform<T, TMath>(in RowInputs<T> inputs, ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>;

    /// <summary>The transformed logit of one of the other classes. A masked class stays masked whatever this is.</summary>
    /// <param name="of">The class; of it, only the logit as it stands in memory and the number are known.</param>
    /// <param name="row">The numbers of the row, in all lanes.</param>
    /// <typeparam name="TValue">A number of one class, or a vector with those of several.</typeparam>
    /// <typeparam name="TCondition">A condition on such a value.</typeparam>
    /// <typeparam name="TMath">The functions for these types and device.</typeparam>
    /// <typeparam name="TClass">What a class is known by.</typeparam>
    TValue Transform<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>;

    /// <summary>Its derivative by that logit.</summary>
    /// <inheritdoc cref="Transform"/>
    TValue TransformSlope<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>;

    /// <summary>The transformed logit of the target, and its derivative.</summary>
    /// <param name="logit">The target's logit as it stands in memory, not masked.</param>
    /// <param name="target">t.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="slope">The derivative.</param>
    /// <typeparam name="T">As for <see cref="Evaluate"/>.</typeparam>
    /// <typeparam name="TMath">The functions for that type and device.</typeparam>
    T TransformTarget<T, TMath>(T logit, T target, in RowInputs<T> inputs, out T slope)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>;

    /// <summary>Computes the numbers of the row that the terms of a sweep read.</summary>
    /// <param name="row">The row's statistics.</param>
    /// <param name="sums">The sums of the sweeps before.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="scalars">Receives the numbers; those that the loss does not use are left as they are.</param>
    /// <typeparam name="T">As for <see cref="Evaluate"/>.</typeparam>
    /// <typeparam name="TMath">The functions for that type and device.</typeparam>
    /// <typeparam name="TSweep">The sweep.</typeparam>
    void Prepare<T, TMath, TSweep>(in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TSweep : struct, ISweep;

    /// <summary>The terms that one of the other classes contributes to the sums of a sweep.</summary>
    /// <param name="of">The class.</param>
    /// <param name="row">The numbers of the row, in all lanes.</param>
    /// <param name="terms">Receives the terms; those that the loss does not use are left as they are.</param>
    /// <typeparam name="TValue">A number of one class, or a vector with those of several.</typeparam>
    /// <typeparam name="TCondition">A condition on such a value.</typeparam>
    /// <typeparam name="TMath">The functions for these types and device.</typeparam>
    /// <typeparam name="TClass">What a class is known by.</typeparam>
    /// <typeparam name="TSweep">The sweep.</typeparam>
    void Terms<TValue, TCondition, TMath, TClass, TSweep>(in TClass of, in RowScalars<TValue> row, ref ClassSums<TValue> terms)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>
        where TSweep : struct, ISweep;

    /// <summary>The loss of one row and, where <typeparamref name="TGradient"/> is set, what its gradient is made from.</summary>
    /// <param name="row">The row's statistics.</param>
    /// <param name="sums">The sums of the sweeps that have been made.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="by">The derivatives of the loss by the base quantities; 0 where no gradient is wanted.</param>
    /// <param name="scalars">Receives the numbers of the row that <see cref="Gradient"/> reads; others are left as they are.</param>
    /// <typeparam name="T">double on the CPU whatever the logits' type; on a GPU float, and double for logits of that type.</typeparam>
    /// <typeparam name="TMath">The functions for that type and device.</typeparam>
    /// <typeparam name="TGradient">Whether a gradient is wanted.</typeparam>
    T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag;

    /// <summary>The metrics of one row, after all sweeps that the loss takes.</summary>
    /// <param name="row">The row's statistics.</param>
    /// <param name="sums">The sums of the sweeps that have been made.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="metrics">Receives the metrics; those that the loss does not have are left as they are.</param>
    /// <typeparam name="T">As for <see cref="Evaluate"/>.</typeparam>
    /// <typeparam name="TMath">The functions for that type and device.</typeparam>
    void Measure<T, TMath>(in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, ref RowMetrics<T> metrics)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>;

    /// <summary>
    /// What is added to the gradient of one of the other classes that is not masked: Σ_s ∂L/∂s·∂φ_s/∂z_j over the loss's sums s of φ_s,
    /// with everything held but the class's own logit. Not yet multiplied by the row's factor.
    /// </summary>
    /// <param name="of">The class.</param>
    /// <param name="row">The numbers of the row, in all lanes.</param>
    /// <typeparam name="TValue">As for <see cref="Terms"/>.</typeparam>
    /// <typeparam name="TCondition">A condition on such a value.</typeparam>
    /// <typeparam name="TMath">The functions for these types and device.</typeparam>
    /// <typeparam name="TClass">What a class is known by.</typeparam>
    TValue Gradient<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>;
}
