using ScottPlot;
using ScottPlot.Plottables;

namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>What panels of this sample are made of.</summary>
internal static class PanelExtensions
{
    // What is below it is rounding.
    private const double Flat = 1e-9;

    public static void Labels(this Plot panel, string title, string x, string y)
    {
        panel.Title(title);
        panel.XLabel(x);
        panel.YLabel(y);
    }

    public static Scatter Line(
        this Plot panel, double[] x, double[] y, string name, Color color, float width = 3.5f, LinePattern? pattern = null)
    {
        Scatter line = panel.Add.ScatterLine(x, y, color);
        line.LegendText = name;
        line.LineWidth = width;
        line.LinePattern = pattern ?? LinePattern.Solid;
        return line;
    }

    /// <summary>Limits that hold every line; curves that are flat but for rounding are shown as flat.</summary>
    /// <returns>Whether all are flat.</returns>
    public static bool Fit(this Plot panel, IReadOnlyList<double[]> lines)
    {
        double least = lines.Min(line => line.Min()), most = lines.Max(line => line.Max());
        bool flat = lines.All(line => line.Max() - line.Min() < Flat);
        panel.Axes.AutoScale();
        if (most - least < Flat)
            panel.Axes.SetLimitsY(least - 1, least + 1);
        return flat;
    }
}
