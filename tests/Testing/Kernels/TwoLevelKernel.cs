using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Testing.Kernels;

/// <summary>L = Σ p_j·(p_j − A) with A = Σ p_i² by hand: a sum of another sum, and two sums in one sweep.</summary>
public readonly struct TwoLevelKernel : IClassLoss
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

    public static int Sweeps => 2;

    public static int LossSweeps => 2;

    public static bool HasClassGradient => true;

    public static int SumCount<TSweep>()
        where TSweep : struct, ISweep => TSweep.Index + 1;

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
        if (TSweep.Index == 1)
            scalars.S0 = row.Prob * row.Prob + sums.First.S0;
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
        if (TSweep.Index == 0)
        {
            terms.S0 = prob * prob;
            return;
        }
        TValue squares = row.S0;
        terms.S0 = prob * (prob - squares);
        terms.S1 = prob * (prob + prob - squares);
    }

    public T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T p = row.Prob, complement = row.Complement, two = TMath.Of(2);
        T squares = p * p + sums.First.S0;
        T loss = p * (p - squares) + sums.Second.S0;
        by = default;
        if (!TGradient.IsSet)
            return loss;
        // ∂L/∂A = −p − Σ′ p_j = −1, and A's own derivatives are 2p²(1 − p) − 2p·Σ′ p_j² and −2p²(1 − p) − 2(1 − p)·Σ′ p_j².
        T direct = (two * p - squares) * p * complement, ofSquares = two * p * p * complement;
        by.Target = direct - ofSquares + two * p * sums.First.S0 - p * sums.Second.S1;
        by.Others = -direct + ofSquares + two * complement * sums.First.S0 - complement * sums.Second.S1;
        scalars.S0 = squares;
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
        return -row.S0 * of.Prob;
    }
}
