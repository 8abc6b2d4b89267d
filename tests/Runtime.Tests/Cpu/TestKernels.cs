using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>−log p.</summary>
internal readonly struct CrossEntropyKernel : IRowLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => false;

    public static bool UsesEntropy => false;

    public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        by = new() { Target = -row.Complement, Others = row.Complement };
        return -row.LogProb;
    }
}

/// <summary>−log p + ℓ²/8 + log(1 − p)/4 + z_t/16, of two classes or more.</summary>
internal readonly struct ScalarsKernel : IRowLoss
{
    public static bool RequiresTwoClasses => true;

    public static bool UsesMean => false;

    public static bool UsesEntropy => false;

    public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T quarter = TMath.Of(0.25);
        by = new()
        {
            Target = -row.Complement + row.LogSumExp * row.Prob * quarter - row.Prob * quarter + TMath.Of(1 / 16.0),
            Others = row.Complement + row.LogSumExp * row.Complement * quarter + row.Prob * quarter,
        };
        T squared = row.LogSumExp * row.LogSumExp;
        return -row.LogProb + squared * TMath.Of(0.125) + row.LogComplement * quarter + row.TargetLogit * TMath.Of(1 / 16.0);
    }
}

/// <summary>−(1 − s)·log p − s·mean log p_j, s = 1/8.</summary>
internal readonly struct LabelSmoothingKernel : IRowLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => true;

    public static bool UsesEntropy => false;

    public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T s = TMath.Of(0.125), rest = T.One - s;
        by = new() { Target = s * row.Prob - rest * row.Complement, Others = row.Complement, Mean = -s };
        return -rest * row.LogProb - s * row.MeanLogProb;
    }
}

/// <summary>−log p − H/4.</summary>
internal readonly struct ConfidenceKernel : IRowLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => false;

    public static bool UsesEntropy => true;

    public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T quarter = TMath.Of(0.25), byOthers = row.Complement - Entropies.ByOthers(row) * quarter;
        by = new() { Target = -byOthers, Others = byOthers, Entropy = -row.Complement * quarter };
        return -row.LogProb - row.Entropy * quarter;
    }
}

/// <summary>−log p − H/4 − z̄/8 + ℓ/8.</summary>
internal readonly struct EverySumKernel : IRowLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => true;

    public static bool UsesEntropy => true;

    public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag
    {
        T quarter = TMath.Of(0.25), eighth = TMath.Of(0.125), entropy = Entropies.ByOthers(row) * quarter;
        by = new()
        {
            Target = -row.Complement + entropy + row.Prob * eighth,
            Others = row.Complement - entropy + row.Complement * eighth,
            Mean = -eighth,
            Entropy = -row.Complement * quarter,
        };
        return -row.LogProb - row.Entropy * quarter - row.MeanLogProb * eighth;
    }
}

internal static class Entropies
{
    /// <summary>∂H/∂ℓ′ = p(1 − p)(d + H′), 0 where p or 1 − p is.</summary>
    public static T ByOthers<T, TMath>(in RowStatistics<T, TMath> row)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
    {
        T product = row.Prob * row.Complement;
        return product == T.Zero ? T.Zero : product * (row.LogOdds + row.OthersEntropy);
    }
}

/// <summary>Fails.</summary>
internal readonly struct ThrowingKernel : IRowLoss
{
    public static bool RequiresTwoClasses => false;

    public static bool UsesMean => false;

    public static bool UsesEntropy => false;

    public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag =>
        throw new InvalidTimeZoneException();
}
