using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>
/// −log p − H/4 − (mean log p_j)/8 + Σ w_j·p_j·log p_j + σ(z_j)/64 over the other classes, w_j = 1 + cos(j)/2: every value of a class,
/// every statistic, terms that are NaN for masked classes, and a sweep for the gradient alone.
/// </summary>
internal readonly struct EveryValueKernel : IClassLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => true;

    public static bool UsesEntropy => true;

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

    public static int LossSweeps => 1;

    public static bool HasClassGradient => true;

    public static int SumCount<TSweep>()
        where TSweep : struct, ISweep => TSweep.Index == 0 ? 2 : 1;

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
        where TSweep : struct, ISweep =>
        scalars.S15 = TMath.Of(1 / 64.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Terms<TValue, TCondition, TMath, TClass, TSweep>(in TClass of, in RowScalars<TValue> row, ref ClassSums<TValue> terms)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>
        where TSweep : struct, ISweep
    {
        if (TSweep.Index == 1)
        {
            terms.S0 = ByLogProb<TValue, TCondition, TMath, TClass>(of);
            return;
        }
        terms.S0 = Weight<TValue, TCondition, TMath, TClass>(of) * of.Prob * of.LogProb;
        terms.S1 = TMath.Sigmoid(of.Logit) * row.S15;
    }

    public T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T loss = default(EverySumKernel).Evaluate<T, TMath, TGradient>(row, out by) + (sums.First.S0 + sums.First.S1);
        by.Target -= row.Prob * sums.Second.S0;
        by.Others -= row.Complement * sums.Second.S0;
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
        TValue sigmoid = TMath.Sigmoid(of.Logit);
        return sigmoid * (TMath.Of(1) - sigmoid) * row.S15 + ByLogProb<TValue, TCondition, TMath, TClass>(of);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TValue ByLogProb<TValue, TCondition, TMath, TClass>(in TClass of)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, IMultiplyOperators<TValue, TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue> =>
        Weight<TValue, TCondition, TMath, TClass>(of) * of.Prob * (of.LogProb + TMath.Of(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TValue Weight<TValue, TCondition, TMath, TClass>(in TClass of)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, IMultiplyOperators<TValue, TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue> =>
        TMath.Of(1) + TMath.Of(0.5) * TMath.Cos(of.Index);
}

/// <summary>Σ sqrt(−1 − p_j) over the other classes: NaN for every one of them, of which only masked ones contribute nothing.</summary>
internal readonly struct NaNTermKernel : IClassLoss
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

    public static bool HasClassGradient => false;

    public static int SumCount<TSweep>()
        where TSweep : struct, ISweep => 3;

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
        terms.S0 = TMath.Of(0);
        terms.S1 = of.Prob;
        terms.S2 = TMath.Sqrt(TMath.Of(-1) - of.Prob);
    }

    public T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        by = default;
        return sums.First.S0 + sums.First.S1 + sums.First.S2;
    }

    public void Measure<T, TMath>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, ref RowMetrics<T> metrics)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
    {
    }

    public TValue Gradient<TValue, TCondition, TMath, TClass>(in TClass of, in RowScalars<TValue> row)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue> => default;
}
