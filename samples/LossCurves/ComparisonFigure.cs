using ScottPlot;
using SparseLsr.Gen.Samples.Figures;

namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>All losses with their default parameters on one page, each beside cross entropy.</summary>
internal static class ComparisonFigure
{
    private const int Columns = 4;
    private const int RowHeight = 400;

    /// <summary>In pixels, for so many losses.</summary>
    public static int Height(int losses) => Rows(losses) * RowHeight;

    public static Figure Draw(IReadOnlyList<DrawnLoss> losses, int classes)
    {
        var figure = new Figure(
            $"The ready-made losses with their defaults, C = {classes}", Rows(losses.Count), Columns);
        Curve crossEntropy = Curve.OfTarget(LossCatalog.Find("CrossEntropyLoss")[0], 0, classes);
        for (int i = 0; i < losses.Count; i++)
        {
            DrawnLoss loss = losses[i];
            Plot panel = figure.Panels[i];
            Curve curve = Curve.OfTarget(loss, loss.Default, classes);
            string parameter =
                loss.Parameter is null ? "" : FormattableString.Invariant($", {loss.Parameter.Symbol} = {loss.Default}");
            panel.Labels(
                loss.Name[..^"Loss".Length] + parameter,
                i >= losses.Count - Columns ? "probability of the target" : "",
                i % Columns == 0 ? "loss, derivative" : "");
            panel.Line(curve.Probabilities, crossEntropy.Losses, "cross entropy", FigureColors.Reference, width: 3);
            panel.Line(curve.Probabilities, curve.Losses, "loss", FigureColors.First, width: 4);
            panel.Line(
                curve.Probabilities, curve.Derivatives, "∂ loss / ∂ logit", FigureColors.Second, width: 4, LinePattern.Dashed);
            panel.Axes.SetLimits(0, 1, -3, 6);
        }
        foreach (Plot empty in figure.Panels.Skip(losses.Count))
        {
            empty.HideGrid();
            empty.Axes.Frameless();
        }
        figure.Panels[0].ShowLegend(Alignment.UpperRight);
        return figure;
    }

    private static int Rows(int losses) => (losses + Columns - 1) / Columns;
}
