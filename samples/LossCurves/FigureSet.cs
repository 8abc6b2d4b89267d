using SparseLsr.Gen.Samples.Figures;

namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>A figure that can be drawn.</summary>
/// <param name="Name">Of its files, without an ending.</param>
internal sealed record PlannedFigure(string Name, int Width, int Height, Func<Figure> Draw)
{
    public void Save(string folder)
    {
        using Figure figure = Draw();
        figure.Save(Path.Combine(folder, Name), Width, Height);
    }
}

/// <summary>The figures that a choice of losses comes to.</summary>
internal static class FigureSet
{
    public static IEnumerable<PlannedFigure> Of(IReadOnlyList<DrawnLoss> losses, int classes)
    {
        foreach (DrawnLoss loss in losses)
            yield return new PlannedFigure(loss.Name, 1600, 1200, () => LossFigure.Draw(loss, classes));
        if (losses.Any(loss => loss.Name == "SparseLsrLoss"))
        {
            yield return new PlannedFigure("clamp", 1600, 700, () => ClampFigure.Draw(classes));
            yield return new PlannedFigure("sign", 2100, 700, () => SignFigure.Draw(classes));
        }
        if (losses.Count == LossCatalog.All.Count)
            yield return new PlannedFigure("comparison", 2200, ComparisonFigure.Height(losses.Count), () => ComparisonFigure.Draw(losses, classes));
    }
}
