using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Adds as many sums as a sweep has, whether of numbers or of vectors.</summary>
internal static class SweepAddition<TLoss, TSweep>
    where TLoss : struct, IClassLoss
    where TSweep : struct, ISweep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TValue>(ref ClassSums<TValue> sums, in ClassSums<TValue> terms)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>
    {
        if (TLoss.SumCount<TSweep>() > 0)
            sums.S0 += terms.S0;
        if (TLoss.SumCount<TSweep>() > 1)
            sums.S1 += terms.S1;
        if (TLoss.SumCount<TSweep>() > 2)
            sums.S2 += terms.S2;
        if (TLoss.SumCount<TSweep>() > 3)
            sums.S3 += terms.S3;
        if (TLoss.SumCount<TSweep>() > 4)
            sums.S4 += terms.S4;
        if (TLoss.SumCount<TSweep>() > 5)
            sums.S5 += terms.S5;
        if (TLoss.SumCount<TSweep>() > 6)
            sums.S6 += terms.S6;
        if (TLoss.SumCount<TSweep>() > 7)
            sums.S7 += terms.S7;
    }

    /// <summary>Whether one of the sums is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNaN(in ClassSums<double> sums) =>
        (TLoss.SumCount<TSweep>() > 0 && double.IsNaN(sums.S0))
        || (TLoss.SumCount<TSweep>() > 1 && double.IsNaN(sums.S1))
        || (TLoss.SumCount<TSweep>() > 2 && double.IsNaN(sums.S2))
        || (TLoss.SumCount<TSweep>() > 3 && double.IsNaN(sums.S3))
        || (TLoss.SumCount<TSweep>() > 4 && double.IsNaN(sums.S4))
        || (TLoss.SumCount<TSweep>() > 5 && double.IsNaN(sums.S5))
        || (TLoss.SumCount<TSweep>() > 6 && double.IsNaN(sums.S6))
        || (TLoss.SumCount<TSweep>() > 7 && double.IsNaN(sums.S7));
}
