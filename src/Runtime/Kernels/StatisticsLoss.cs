using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>A loss that needs the statistics of a row alone, as the runtime drives it.</summary>
internal readonly struct StatisticsLoss<TLoss>(TLoss loss) : IClassLoss
    where TLoss : unmanaged, IRowLoss
{
    private readonly TLoss _loss = loss;

    public static bool RequiresTwoClasses => TLoss.RequiresTwoClasses;

    public static bool UsesMean => TLoss.UsesMean;

    public static bool UsesEntropy => TLoss.UsesEntropy;

    public static bool UsesSoftmax => true;

    public static bool HasTransform => false;

    public static bool HasConstantSlope => true;

    public static bool HasWeight => false;

    public static int ClassVectors => 0;

    public static int RowInputs => 0;

    public static int ClassInputs => 0;

    public static int Metrics => 0;

    public static int Sweeps => 0;

    public static int InputSweeps => 0;

    public static int LossSweeps => 0;

    public static bool HasClassGradient => false;

    public static bool HasDeferrableGuards => false;

    public static int SumCount<TSweep>()
        where TSweep : struct, ISweep => 0;

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

    public void Terms<TValue, TCondition, TMath, TClass, TSweep>(in TClass of, in RowScalars<TValue> row, ref ClassSums<TValue> terms)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>, ISubtractionOperators<TValue, TValue, TValue>,
        IMultiplyOperators<TValue, TValue, TValue>, IDivisionOperators<TValue, TValue, TValue>, IUnaryNegationOperators<TValue, TValue>
        where TCondition : struct
        where TMath : struct, IClassMath<TValue, TCondition>
        where TClass : struct, IClassValues<TValue>
        where TSweep : struct, ISweep
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Evaluate<T, TMath, TGradient>(
        in RowStatistics<T, TMath> row, in SweepSums<T> sums, in RowInputs<T> inputs, out GradientCoefficients<T> by,
        ref RowScalars<T> scalars)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag =>
        _loss.Evaluate<T, TMath, TGradient>(row, out by);

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
