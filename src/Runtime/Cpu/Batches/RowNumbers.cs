using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// The numbers of a row that a process gives the others: the sums that the loss uses, over its own classes, and what it alone knows of a
/// target that is one of them.
/// </summary>
internal static class RowNumbers<TLoss>
    where TLoss : struct, IClassLoss
{
    private static int Sums => 2 + (TLoss.UsesEntropy ? 1 : 0) + (TLoss.UsesMean ? 2 : 0);

    /// <summary>How many there are.</summary>
    /// <param name="isWeighted">Whether classes have weights.</param>
    public static int Count(bool isWeighted) => Sums + 1 + (isWeighted ? 1 : 0) + TLoss.ClassVectors + TLoss.ClassInputs;

    /// <summary>Writes those of a row; of its target only where <paramref name="holdsTarget"/>.</summary>
    public static void Write(in GatheredRow row, bool holdsTarget, bool isWeighted, Span<double> numbers)
    {
        (numbers[0], numbers[1]) = (row.Sums.Maximum, row.Sums.Sum);
        int next = 2;
        if (TLoss.UsesEntropy)
            numbers[next++] = row.Sums.Weighted;
        if (TLoss.UsesMean)
            (numbers[next++], numbers[next++]) = (row.Sums.MeanOffset, row.Sums.Fraction);
        if (!holdsTarget)
            return;
        numbers[next++] = row.TargetLogit;
        if (isWeighted)
            numbers[next++] = row.Weight;
        for (int i = 0; i < TLoss.ClassVectors; i++)
            numbers[next++] = row.Inputs.Vector(i);
        for (int i = 0; i < TLoss.ClassInputs; i++)
            numbers[next++] = row.Inputs.ClassInput(i);
    }

    /// <summary>Merges the sums of one process.</summary>
    public static void Merge(ReadOnlySpan<double> numbers, ref GatheredRow row)
    {
        var sums = new RowSums<double, Float64Math> { Maximum = numbers[0], Sum = numbers[1] };
        int next = 2;
        if (TLoss.UsesEntropy)
            sums.Weighted = numbers[next++];
        if (TLoss.UsesMean)
            (sums.MeanOffset, sums.Fraction) = (numbers[next], numbers[next + 1]);
        row.Sums.Merge(sums);
    }

    /// <summary>Takes what the process that holds the target knows of it.</summary>
    public static void TakeTarget(ReadOnlySpan<double> numbers, bool isWeighted, ref GatheredRow row)
    {
        int next = Sums;
        row.TargetLogit = numbers[next++];
        row.Weight = isWeighted ? numbers[next++] : 1;
        for (int i = 0; i < TLoss.ClassVectors; i++)
            row.Inputs.SetVector(i, numbers[next++]);
        for (int i = 0; i < TLoss.ClassInputs; i++)
            row.Inputs.SetClassInput(i, numbers[next++]);
    }
}
