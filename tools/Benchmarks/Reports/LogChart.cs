using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

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

    private static readonly string[] s_fonts =
        ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Open Sans", "Segoe UI", "Helvetica Neue", "Arial"];

    private readonly Plot _plot = new();

    public LogChart(string title, string x, string y, Alignment legend)
    {
        _plot.Title(title, size: 26);
        _plot.XLabel(x, size: 22);
        _plot.YLabel(y, size: 22);
        _plot.Axes.Bottom.TickLabelStyle.FontSize = 20;
        _plot.Axes.Left.TickLabelStyle.FontSize = 20;
        _plot.Grid.MajorLineColor = Black.WithOpacity(0.15);
        _plot.Grid.MinorLineColor = Black.WithOpacity(0.05);
        _plot.Grid.MinorLineWidth = 1;
        _plot.Legend.FontSize = 20;
        _plot.Legend.SymbolWidth = 44;
        _plot.Legend.Alignment = legend;
        _plot.Legend.ShadowColor = Colors.Transparent;
        if (s_fonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) is { } font)
            _plot.Font.Set(font);
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

    /// <summary>A note below a point.</summary>
    public void Note(string text, double x, double y)
    {
        Text note = _plot.Add.Text(text, Math.Log10(x), Math.Log10(y));
        note.LabelFontSize = 18;
        note.LabelFontColor = Black.WithOpacity(0.7);
        note.LabelAlignment = Alignment.UpperCenter;
        note.OffsetY = 12;
    }

    /// <summary>Writes <paramref name="path"/>.png and <paramref name="path"/>.svg.</summary>
    public void Save(string path)
    {
        // The last label of the bottom axis reaches past its end.
        _plot.Axes.Right.MinimumSize = 50;
        _plot.Axes.Margins(0.09, 0.12);
        _plot.Axes.AutoScale();
        AxisLimits limits = _plot.Axes.GetLimits();
        _plot.Axes.Bottom.TickGenerator = Decades(limits.Left, limits.Right);
        _plot.Axes.Left.TickGenerator = Decades(limits.Bottom, limits.Top);
        _plot.SavePng(path + ".png", Width, Height);
        _plot.SaveSvg(path + ".svg", Width, Height);
        if (SKTypeface.Default.GlyphCount == 0)
            Console.Error.WriteLine($"{path}: no font is installed here, so the chart has no text. On Debian, fonts-dejavu-core has one.");
    }

    /// <summary>A label at each power of ten, and a tick at each digit between.</summary>
    private static NumericManual Decades(double first, double last)
    {
        var ticks = new NumericManual();
        for (double power = Math.Floor(first); power <= last; power++)
        {
            ticks.AddMajor(power, Quantities.Plain(Math.Pow(10, power)));
            for (int digit = 2; digit < 10; digit++)
                ticks.AddMinor(power + Math.Log10(digit));
        }
        return ticks;
    }
}
