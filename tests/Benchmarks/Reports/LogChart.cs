using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>
/// A line chart with logarithmic axes, read well at half its size. Colours are those of Okabe and Ito, told apart by the
/// colour-blind; lines differ in marker and dash as well.
/// </summary>
internal sealed class LogChart
{
    public static readonly Color Black = Color.FromHex("#000000");
    public static readonly Color Blue = Color.FromHex("#0072B2");
    public static readonly Color Vermilion = Color.FromHex("#D55E00");
    public static readonly Color Green = Color.FromHex("#009E73");

    private const int Width = 1200;
    private const int Height = 800;

    private readonly Plot _plot = new();

    public LogChart(string title, string x, string y)
    {
        _plot.Title(title, size: 26);
        _plot.XLabel(x, size: 22);
        _plot.YLabel(y, size: 22);
        _plot.Axes.Bottom.TickGenerator = LogTicks();
        _plot.Axes.Left.TickGenerator = LogTicks();
        _plot.Axes.Bottom.TickLabelStyle.FontSize = 20;
        _plot.Axes.Left.TickLabelStyle.FontSize = 20;
        _plot.Grid.MajorLineColor = Black.WithOpacity(0.15);
        _plot.Grid.MinorLineColor = Black.WithOpacity(0.05);
        _plot.Grid.MinorLineWidth = 1;
        _plot.Legend.FontSize = 20;
        _plot.Legend.Alignment = Alignment.UpperLeft;
        _plot.Legend.ShadowColor = Colors.Transparent;
    }

    /// <summary>A series of positive values at positive places.</summary>
    public void Add(string name, Color color, MarkerShape marker, LinePattern pattern, IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] ordered = [.. points.OrderBy(point => point.X)];
        Scatter scatter = _plot.Add.Scatter(
            ordered.Select(point => Math.Log10(point.X)).ToArray(), ordered.Select(point => Math.Log10(point.Y)).ToArray(), color);
        scatter.LegendText = name;
        scatter.LineWidth = 3;
        scatter.LinePattern = pattern;
        scatter.MarkerShape = marker;
        scatter.MarkerSize = 13;
    }

    /// <summary>A note above a point.</summary>
    public void Note(string text, double x, double y)
    {
        Text note = _plot.Add.Text(text, Math.Log10(x), Math.Log10(y));
        note.LabelFontSize = 16;
        note.LabelFontColor = Black.WithOpacity(0.7);
        note.LabelAlignment = Alignment.LowerCenter;
        note.OffsetY = -12;
    }

    /// <summary>Writes <paramref name="path"/>.png and <paramref name="path"/>.svg.</summary>
    public void Save(string path)
    {
        _plot.Axes.Margins(0.06, 0.16);
        _plot.SavePng(path + ".png", Width, Height);
        _plot.SaveSvg(path + ".svg", Width, Height);
    }

    private static NumericAutomatic LogTicks() => new()
    {
        MinorTickGenerator = new LogMinorTickGenerator(),
        IntegerTicksOnly = true,
        LabelFormatter = power => Quantities.Plain(Math.Pow(10, power)),
    };
}
