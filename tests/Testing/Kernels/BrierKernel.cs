using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Testing.Kernels;

/// <summary>L = Σ p_j² − 2p + 1 by hand: one sum of one sweep.</summary>
public readonly struct BrierKernel : IClassLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => false;

    public static bool UsesEntropy => false;

    public static bool HasTransform => false;

    public static bool HasConstantSlope => true;

    public static bool UsesSoftmax => true;

    public static bool HasDeferrableGuards => false;

    public static bool HasWeight => false;

    public static int ClassVectors => 0;

    public static int RowInputs => 0;

    public static int ClassInputs => 0;

    public static int Metrics => 0;

    public static int InputSweeps => Sweeps;

    public static int Sweeps => 1;

    public static int LossSweeps => 1;

    public static bool HasClassGradient => true;

    public static int SumCount<TSweep>()
        where TSweep : struct, ISweep => 1;

    public void PrepareTransform<T, TMath>(in RowInputs<T> inputs, ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
    {
    }

    public TValue Transform<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue> => default;

    public TValue TransformSlope<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue> => default;

    public T TransformTarget<T, TMath>(T logit, T target, in RowInputs<T> inputs, out T slope)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
    {
        slope = T.One;
        return logit;
    }

    public void Prepare<T, TMath, TSweep>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TSweep : struct, ISweep
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Terms<TValue, TCondition, TMath, TClass, TSweep>(in TClass of, in RowScalars<TValue> row, ref ClassSums<TValue> terms)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>
        where TSweep : struct, ISweep
    {
        TValue prob = of.Prob;
        terms.S0 = prob * prob;
    }

    public T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T p = row.Prob, complement = row.Complement, two = TMath.Of(2), others = sums.First.S0;
        T loss = complement * complement + others;
        by = default;
        if (!TGradient.IsSet)
            return loss;
        T direct = two * complement * p * complement;
        by.Target = -direct - two * p * others;
        by.Others = direct - two * complement * others;
        return loss;
    }

    public void Measure<T, TMath>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, ref RowMetrics<T> metrics)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TValue Gradient<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>
    {
        TValue prob = of.Prob;
        return TMath.Of(2) * prob * prob;
    }
}
