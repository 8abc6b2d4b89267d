using SparseLsr.Gen.Torch;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>−log p.</summary>
internal readonly struct CrossEntropyKernel : ISparseTargetKernel
{
    public static bool RequiresTwoClasses => false;

    public double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct
    {
        row.Collect();
        if (row.WantsGradient)
            row.StoreGradient(others: row.Complement, target: -row.Complement);
        return -row.LogProb;
    }

    public float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

    public Tensor Compose(TorchRow row) => throw new NotSupportedException();

    public Tensor ComposeGradient(TorchRow row) => throw new NotSupportedException();
}

/// <summary>−log p + ℓ²/8 + log(1 − p)/4 + z_t/16, of two classes or more.</summary>
internal readonly struct ScalarsKernel : ISparseTargetKernel
{
    public static bool RequiresTwoClasses => true;

    public double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct
    {
        row.Collect();
        double byLogSumExp = row.LogSumExp / 4 + 1 / 16.0;
        double byLogOdds = -row.Complement + row.LogSumExp * row.Prob / 4 - row.Prob / 4 + 1 / 16.0;
        if (row.WantsGradient)
            row.StoreGradient(others: byLogSumExp - byLogOdds, target: byLogOdds);
        return -row.LogProb + row.LogSumExp * row.LogSumExp / 8 + row.LogComplement / 4 + row.TargetLogit / 16;
    }

    public float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

    public Tensor Compose(TorchRow row) => throw new NotSupportedException();

    public Tensor ComposeGradient(TorchRow row) => throw new NotSupportedException();
}

/// <summary>−(1 − s)·log p − s·mean log p_j, s = 1/8.</summary>
internal readonly struct LabelSmoothingKernel : ISparseTargetKernel
{
    public static bool RequiresTwoClasses => false;

    public required double Classes { get; init; }

    public double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct
    {
        const double s = 0.125;
        row.CollectWithMean();
        if (row.WantsGradient)
        {
            double byLogOdds = s * row.Prob - (1 - s) * row.Complement;
            row.StoreGradientWithMean(others: s - byLogOdds, mean: -s / Classes, target: byLogOdds - s / Classes);
        }
        return -(1 - s) * row.LogProb - s * row.MeanLogProb;
    }

    public float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

    public Tensor Compose(TorchRow row) => throw new NotSupportedException();

    public Tensor ComposeGradient(TorchRow row) => throw new NotSupportedException();
}

/// <summary>−log p − H/4.</summary>
internal readonly struct ConfidenceKernel : ISparseTargetKernel
{
    public static bool RequiresTwoClasses => false;

    public double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct
    {
        row.CollectWithEntropy();
        if (row.WantsGradient)
        {
            double byLogOdds = -row.Complement + Entropies.ByLogOdds(row) / 4;
            row.StoreGradientWithEntropy(others: -byLogOdds, entropy: -row.Complement / 4, target: byLogOdds);
        }
        return -row.LogProb - row.Entropy / 4;
    }

    public float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

    public Tensor Compose(TorchRow row) => throw new NotSupportedException();

    public Tensor ComposeGradient(TorchRow row) => throw new NotSupportedException();
}

/// <summary>−log p − H/4 − z̄/8 + ℓ/8.</summary>
internal readonly struct EverySumKernel : ISparseTargetKernel
{
    public static bool RequiresTwoClasses => false;

    public required double Classes { get; init; }

    public double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct
    {
        row.CollectWithMeanAndEntropy();
        if (row.WantsGradient)
        {
            double byLogOdds = -row.Complement + Entropies.ByLogOdds(row) / 4 + row.Prob / 8;
            double mean = -1 / (8 * Classes);
            row.StoreGradientWithMeanAndEntropy(
                others: 0.125 - byLogOdds, entropy: -row.Complement / 4, mean: mean, target: byLogOdds + mean);
        }
        return -row.LogProb - row.Entropy / 4 - row.MeanLogProb / 8;
    }

    public float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

    public Tensor Compose(TorchRow row) => throw new NotSupportedException();

    public Tensor ComposeGradient(TorchRow row) => throw new NotSupportedException();
}

internal static class Entropies
{
    /// <summary>p(1 − p)(d + H′) = −∂H/∂d, 0 where p or 1 − p is.</summary>
    public static double ByLogOdds<TRow>(in TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct
    {
        double product = row.Prob * row.Complement;
        return product == 0 ? 0 : product * (row.LogOdds + row.OthersEntropy);
    }
}

/// <summary>Fails.</summary>
internal readonly struct ThrowingKernel : ISparseTargetKernel
{
    public static bool RequiresTwoClasses => false;

    public double Row<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<double>, allows ref struct => throw new InvalidTimeZoneException();

    public float RowSingle<TRow>(ref TRow row)
        where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

    public Tensor Compose(TorchRow row) => throw new NotSupportedException();

    public Tensor ComposeGradient(TorchRow row) => throw new NotSupportedException();
}
