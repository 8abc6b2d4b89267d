namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>The generated kernel of a loss, for one row and one value of its parameter.</summary>
internal delegate double RowKernel(ReadOnlySpan<double> logits, int target, Span<double> gradient, double parameter);

/// <summary>The parameter of a loss that its curves differ by.</summary>
/// <param name="Symbol">As formulas have it.</param>
/// <param name="Default">Its value where none is given.</param>
/// <param name="Values">The values to draw, in ascending order.</param>
internal sealed record DrawnParameter(string Symbol, double Default, double[] Values);

/// <summary>A loss that can be drawn.</summary>
/// <param name="Parameter">Null if it has none.</param>
internal sealed record DrawnLoss(string Name, DrawnParameter? Parameter, RowKernel Kernel)
{
    /// <summary>The parameter's values; one, of no meaning, for a loss without a parameter.</summary>
    public double[] Values => Parameter?.Values ?? [0];

    /// <summary>The parameter's default; of no meaning for a loss without a parameter.</summary>
    public double Default => Parameter?.Default ?? 0;
}
