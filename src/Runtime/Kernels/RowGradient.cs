using System.Runtime.CompilerServices;
using System.Numerics;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The gradient of a row as it is written: exp(z_j − Maximum)·(Others − Entropy·(z_j − Maximum)) + Mean for the other classes, 0
/// for a masked one, and a number of its own for the target. These five numbers are what a forward saves of a row for backward.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TMath">The functions for that type and device.</typeparam>
internal struct RowGradient<T, TMath>
    where T : unmanaged, INumber<T>
    where TMath : struct, IRowMath<T>
{
    /// <summary>How many numbers there are.</summary>
    public const int Length = 5;

    public T Maximum;
    public T Others;
    public T Entropy;
    public T Mean;
    public T Target;

    /// <summary>Whether the row has no softmax: its gradient is NaN for every class.</summary>
    public readonly bool IsNaN => T.IsNaN(Maximum);

    /// <summary>Makes the gradient from its coefficients.</summary>
    /// <remarks>In place, as <see cref="RowStatistics{T, TMath}.Take"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(in RowStatistics<T, TMath> row, in GradientCoefficients<T> by)
    {
        if (row.IsNaN)
        {
            Maximum = Others = Mean = Target = TMath.NaN;
            Entropy = T.Zero;
            return;
        }
        T others = by.Others, entropy = T.Zero, mean = T.Zero;
        // q_j·(others − entropy·(log q_j + H′)) with log q_j = (z_j − m′) − log Σ exp(z_i − m′).
        if (by.Entropy != T.Zero)
        {
            others -= by.Entropy * (row.OthersEntropy - row.LogSum);
            entropy = by.Entropy * row.PerExponential;
        }
        if (by.Mean != T.Zero)
            mean = by.Mean / row.Classes;
        Maximum = row.OthersMaximum;
        Others = others * row.PerExponential;
        Entropy = entropy;
        Mean = mean;
        Target = by.Target + mean;
    }

    /// <summary>Multiplies the gradient of the other classes.</summary>
    public void ScaleOthers(T factor)
    {
        T target = Target;
        Scale(factor);
        Target = target;
    }

    /// <summary>Multiplies the gradient; what the loss does not have stays 0 for an infinite factor too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scale(T factor)
    {
        Others *= factor;
        Entropy = Entropy == T.Zero ? Entropy : Entropy * factor;
        Mean = Mean == T.Zero ? Mean : Mean * factor;
        Target *= factor;
    }
}
