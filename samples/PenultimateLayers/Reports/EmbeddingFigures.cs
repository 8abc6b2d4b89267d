using ScottPlot;
using ScottPlot.Plottables;
using SparseLsr.Gen.Samples.Figures;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Reports;

/// <summary>The penultimate layers in the plane: a figure for each loss, and one with all side by side.</summary>
internal static class EmbeddingFigures
{
    private const int Size = 900;

    public static void Save(string folder, string title, IReadOnlyList<Outcome> outcomes, string[] classNames)
    {
        foreach (Outcome outcome in outcomes)
        {
            using var single = new Figure("", rows: 1, columns: 1);
            Draw(single.Panels[0], outcome, classNames, scale: 1.4f);
            single.Panels[0].ShowLegend(Edge.Right);
            single.Save(Path.Combine(folder, FileName(outcome)), Size + 180, Size);
        }
        using var joint = new Figure(title, rows: 1, outcomes.Count);
        for (int i = 0; i < outcomes.Count; i++)
            Draw(joint.Panels[i], outcomes[i], classNames, scale: 1);
        joint.AddLegend(classNames.Select((name, index) => (name, FigureColors.Classes[index], FigureColors.Markers[index])));
        joint.Save(Path.Combine(folder, "penultimate"), 720 * outcomes.Count, 880);
    }

    /// <summary>Of the figure of one loss, without an ending.</summary>
    public static string FileName(Outcome outcome) => outcome.Name.ToLowerInvariant().Replace(' ', '-');

    private static void Draw(Plot panel, Outcome outcome, string[] classNames, float scale)
    {
        // Few images may have larger marks.
        float size = scale * (outcome.Labels.Length > 1000 ? 5 : 9);
        panel.Title($"{outcome.Name}, test accuracy {outcome.Test.Accuracy:P1}");
        panel.XLabel("t-SNE 1");
        panel.YLabel("t-SNE 2");
        for (int index = 0; index < classNames.Length; index++)
        {
            int[] members = [.. Enumerable.Range(0, outcome.Labels.Length).Where(i => outcome.Labels[i] == index)];
            double[] x = [.. members.Select(i => (double)outcome.Embedding.Images.X[i])];
            double[] y = [.. members.Select(i => (double)outcome.Embedding.Images.Y[i])];
            Markers markers = panel.Add.Markers(x, y, FigureColors.Markers[index], size, FigureColors.Classes[index]);
            markers.LegendText = classNames[index];
            markers.MarkerLineWidth = size / 4;
        }
        panel.HideGrid();
        panel.Axes.SquareUnits();
        panel.Axes.AutoScale();
    }
}
