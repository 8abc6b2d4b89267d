using ScottPlot;
using SkiaSharp;

namespace SparseLsr.Gen.Samples.Figures;

/// <summary>
/// Panels in rows and columns, in the one style of all figures: large enough letters for half the size, thin grids.
/// </summary>
public sealed class Figure : IDisposable
{
    private const int TitleHeight = 64;
    private const int LeftMargin = 10;
    private const int LegendHeight = 60;

    // In this order, what Linux, Windows and macOS come with and has ξ, ∂ and subscripts.
    private static readonly string? s_font =
        new[] { "DejaVu Sans", "Noto Sans", "Liberation Sans", "Segoe UI", "Helvetica Neue", "Arial" }
            .FirstOrDefault(SKFontManager.Default.FontFamilies.Contains);

    private readonly string _title;
    private readonly int _columns;
    private readonly Plot[] _panels;
    private IReadOnlyList<(string Name, Color Color, MarkerShape Marker)> _legend = [];

    /// <param name="title">Above all panels; empty for none.</param>
    /// <param name="rows">How many rows of panels.</param>
    /// <param name="columns">How many panels a row has.</param>
    public Figure(string title, int rows, int columns)
    {
        _title = title;
        _columns = columns;
        _panels = [.. Enumerable.Range(0, rows * columns).Select(_ => Panel())];
    }

    /// <summary>Whether this machine has a font to write with; without one figures have no words.</summary>
    public static bool HasFont => SKFontManager.Default.FontFamilyCount > 0;

    /// <summary>The panels, row by row.</summary>
    public IReadOnlyList<Plot> Panels => _panels;

    /// <summary>Puts one legend for all panels below them.</summary>
    public void AddLegend(IEnumerable<(string Name, Color Color, MarkerShape Marker)> entries) => _legend = [.. entries];

    /// <summary>Writes <paramref name="path"/>.png and <paramref name="path"/>.svg.</summary>
    /// <param name="path">Without an ending; its folder is made where it is missing.</param>
    /// <param name="width">In pixels, of the whole figure.</param>
    /// <param name="height">In pixels, of the whole figure.</param>
    public void Save(string path, int width, int height)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (SKSurface surface = SKSurface.Create(new SKImageInfo(width, height)))
        {
            Render(surface.Canvas, width, height);
            using SKImage image = surface.Snapshot();
            using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
            using FileStream file = File.Create(path + ".png");
            png.SaveTo(file);
        }
        using FileStream svg = File.Create(path + ".svg");
        using SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(width, height), svg);
        Render(canvas, width, height);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_panels, panel => panel.Dispose());

    private static Plot Panel()
    {
        var plot = new Plot();
        if (s_font is not null)
            plot.Font.Set(s_font);
        plot.Axes.Title.Label.FontSize = 26;
        plot.Axes.Title.Label.Bold = false;
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.FontSize = 22;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = 19;
        }
        plot.Grid.MajorLineColor = Colors.Black.WithOpacity(0.12);
        plot.HideLegend();
        plot.Legend.FontSize = 19;
        plot.Legend.SymbolWidth = 36;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.White.WithOpacity(0.85);
        plot.Legend.OutlineColor = Colors.Black.WithOpacity(0.2);
        return plot;
    }

    private void Render(SKCanvas canvas, int width, int height)
    {
        canvas.Clear(SKColors.White);
        int top = _title.Length == 0 ? 0 : TitleHeight, bottom = height - (_legend.Count == 0 ? 0 : LegendHeight);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        if (top > 0)
        {
            using var font = new SKFont(SKTypeface.FromFamilyName(s_font), 32);
            canvas.DrawText(_title, width / 2f, 44, SKTextAlign.Center, font, ink);
        }
        if (_legend.Count > 0)
            RenderLegend(canvas, width, bottom + LegendHeight / 2f, ink);
        int rows = _panels.Length / _columns;
        for (int i = 0; i < _panels.Length; i++)
        {
            int row = i / _columns, column = i % _columns;
            var place = new PixelRect(
                left: column * width / _columns + LeftMargin,
                right: (column + 1) * width / _columns,
                bottom: top + (row + 1) * (bottom - top) / rows,
                top: top + row * (bottom - top) / rows);
            // A panel clears what it may draw on.
            canvas.Save();
            canvas.ClipRect(SKRect.Create(place.Left, place.Top, place.Width, place.Height));
            _panels[i].Render(canvas, place);
            canvas.Restore();
        }
    }

    private void RenderLegend(SKCanvas canvas, int width, float middle, SKPaint ink)
    {
        const float Symbol = 16, AfterSymbol = 14, AfterName = 34;
        using var font = new SKFont(SKTypeface.FromFamilyName(s_font), 24);
        float x = (width - _legend.Sum(entry => Symbol + AfterSymbol + font.MeasureText(entry.Name) + AfterName) + AfterName) / 2;
        foreach ((string name, Color color, MarkerShape marker) in _legend)
        {
            using Paint paint = Paint.NewDisposablePaint();
            var style = new MarkerStyle(marker, Symbol, color) { LineWidth = 2 };
            Drawing.DrawMarker(canvas, paint, new Pixel(x + Symbol / 2, middle), style);
            x += Symbol + AfterSymbol;
            canvas.DrawText(name, x, middle + 8, SKTextAlign.Left, font, ink);
            x += font.MeasureText(name) + AfterName;
        }
    }
}
