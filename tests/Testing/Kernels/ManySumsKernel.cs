using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Testing.Kernels;

/// <summary>
/// As much as a loss can have: four sweeps, two of them for the gradient alone, with up to eight sums, every statistic, every value of a
/// class, every scalar, and constants. What it calls its gradient is not one: it only has to come out as its text says.
/// </summary>
public readonly struct ManySumsKernel(double factor, double power) : IClassLoss
{
    private readonly double _factor = factor;
    private readonly double _power = power;

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

    public static int Sweeps => 4;

    public static int LossSweeps => 2;

    public static bool HasClassGradient => true;

    public static int SumCount<TSweep>()
        where TSweep : struct, ISweep => TSweep.Index switch { 0 => 8, 1 => 5, 2 => 2, _ => 1 };

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
        scalars.S0 = row.Prob;
        scalars.S1 = row.TargetLogit;
        if (TSweep.Index > 0)
            scalars.S2 = sums.First.S1 + sums.First.S7;
        if (TSweep.Index > 1)
            scalars.S3 = sums.Second.S4;
        if (TSweep.Index > 2)
            scalars.S4 = sums.Third.S1 + row.Complement;
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
        TValue prob = of.Prob, one = TMath.Of(1);
        if (TSweep.Index == 0)
        {
            TValue logProb = of.LogProb, index = of.Index;
            terms.S0 = prob;
            terms.S1 = prob * prob;
            // NaN for a masked class, whose other terms count.
            terms.S2 = prob * logProb;
            terms.S3 = TMath.Select(TMath.Less(prob, row.S0), prob, row.S0);
            terms.S4 = TMath.Exp(TMath.Of(0.5) * logProb);
            terms.S5 = one / (one + index);
            terms.S6 = TMath.Sigmoid(of.Logit - row.S1);
            terms.S7 = TMath.Select(TMath.Equal(index, TMath.Of(1)), one, TMath.Of(_factor) * prob);
        }
        else if (TSweep.Index == 1)
        {
            terms.S0 = prob * row.S2;
            terms.S1 = TMath.Sqrt(prob);
            terms.S2 = TMath.Pow(prob, TMath.Of(_power));
            terms.S3 = row.S0 * prob;
            terms.S4 = prob / (one + prob);
        }
        else if (TSweep.Index == 2)
        {
            terms.S0 = prob * row.S3;
            terms.S1 = prob * prob * row.S2;
        }
        else
        {
            terms.S0 = prob * row.S4 + TMath.Of(0.25) / (one + of.Index);
        }
    }

    public T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        ClassSums<T> first = sums.First, second = sums.Second;
        T loss = first.S0 + first.S1 - first.S2 + first.S3 + first.S4 + first.S5 + first.S6 + first.S7;
        loss += second.S0 + second.S1 + second.S2 + second.S3 + second.S4 + row.OthersEntropy;
        by = default;
        if (!TGradient.IsSet)
            return loss;
        by.Target = sums.Third.S0 + row.Prob;
        by.Others = sums.Third.S1 + row.Complement;
        by.Mean = TMath.Of(0.5) + row.Prob;
        by.Entropy = TMath.Of(0.25);
        scalars.S0 = first.S0;
        scalars.S1 = first.S1;
        scalars.S2 = first.S2;
        scalars.S3 = first.S3;
        scalars.S4 = first.S4;
        scalars.S5 = first.S5;
        scalars.S6 = first.S6;
        scalars.S7 = first.S7;
        scalars.S8 = second.S0;
        scalars.S9 = second.S1;
        scalars.S10 = second.S2;
        scalars.S11 = second.S3;
        scalars.S12 = second.S4;
        scalars.S13 = sums.Third.S0;
        scalars.S14 = sums.Third.S1;
        scalars.S15 = sums.Fourth.S0;
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
        TValue prob = of.Prob, one = TMath.Of(1);
        TValue first = row.S0 + row.S1 - row.S2 + row.S3 + row.S4 + row.S5 + row.S6 + row.S7;
        TValue others = row.S8 + row.S9 + row.S10 + row.S11 + row.S12 + row.S13 + row.S14;
        TCondition isFirst = TMath.Or(TMath.LessOrEqual(of.Index, TMath.Of(0)), TMath.Not(TMath.LessOrEqual(of.LogProb, TMath.Of(_power))));
        return TMath.Select(isFirst, row.S15, -prob * others) + first / (one + of.Index);
    }
}
