using SkiaSharp;
using SparseLsr.Gen.Samples.LossCurves;

namespace SparseLsr.Gen.Samples.Tests.LossCurves;

public sealed class FigureTests
{
    [Fact]
    public void All_losses_come_with_the_two_faults_of_the_published_code_and_a_comparison() => Assert.Equal(
        [.. LossCatalog.All.Select(loss => loss.Name), "clamp", "sign", "comparison"],
        FigureSet.Of(LossCatalog.All, 10).Select(figure => figure.Name));

    [Theory]
    [InlineData("SparseLsrLoss", 2, 2)]
    [InlineData("clamp", 1, 2)]
    [InlineData("sign", 1, 3)]
    [InlineData("comparison", 3, 4)]
    public void Every_panel_of_a_figure_has_coloured_lines(string name, int rows, int columns)
    {
        using var folder = new TemporaryFolder();
        PlannedFigure figure = FigureSet.Of(LossCatalog.All, 10).Single(figure => figure.Name == name);
        figure.Save(folder.Path);

        Assert.StartsWith("<?xml", File.ReadAllText(folder.File(name + ".svg")));
        using SKBitmap image = SKBitmap.Decode(folder.File(name + ".png"));
        Assert.Equal((figure.Width, figure.Height), (image.Width, image.Height));
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                Assert.True(Coloured(image, row, rows, column, columns) > 300, $"Panel {row}, {column} is empty.");
        }
    }

    private static int Coloured(SKBitmap image, int row, int rows, int column, int columns)
    {
        int coloured = 0;
        for (int y = image.Height * row / rows; y < image.Height * (row + 1) / rows; y++)
        {
            for (int x = image.Width * column / columns; x < image.Width * (column + 1) / columns; x++)
            {
                SKColor pixel = image.GetPixel(x, y);
                pixel.ToHsv(out _, out float saturation, out _);
                if (saturation > 50)
                    coloured++;
            }
        }
        return coloured;
    }
}
