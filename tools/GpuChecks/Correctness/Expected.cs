using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Losses;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>What the CPU makes of a batch in float64, the weights of the classes included.</summary>
internal sealed class Expected
{
    /// <param name="loss">The loss.</param>
    /// <param name="rows">The logits, as the element type holds them.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="weights">A weight for each class; null for ones.</param>
    public Expected(CheckedLoss loss, double[][] rows, long[] targets, double[]? weights)
    {
        Losses = new double[rows.Length];
        Gradients = new double[rows.Length][];
        GradientScales = new double[rows.Length];
        double counted = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            int classes = rows[i].Length;
            Gradients[i] = new double[classes];
            if (targets[i] == EdgeRows.IgnoreIndex)
                continue;
            if (targets[i] < 0 || targets[i] >= classes)
            {
                Losses[i] = double.NaN;
                Array.Fill(Gradients[i], double.NaN);
                continue;
            }
            double weight = weights?[targets[i]] ?? 1;
            counted += weight;
            Losses[i] = weight * loss.EvaluateWithGradient(rows[i], (int)targets[i], Gradients[i]);
            GradientScales[i] = weight * loss.GradientScale(rows[i], (int)targets[i]);
            for (int j = 0; j < classes; j++)
                Gradients[i][j] *= weight;
        }
        Scale = counted == 0 ? 0 : 1 / counted;
    }

    /// <summary>The loss of each row.</summary>
    public double[] Losses { get; }

    /// <summary>Its gradient.</summary>
    public double[][] Gradients { get; }

    /// <summary>What its errors are relative to, at least.</summary>
    public double[] GradientScales { get; }

    /// <summary>1 over what a mean divides by, or 0.</summary>
    public double Scale { get; }
}
