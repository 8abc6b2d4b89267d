using ScottPlot;
using SparseLsr.Gen.Samples.Figures;

namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>One loss: its value and its derivative against the predicted probability, of the target and of another class.</summary>
internal static class LossFigure
{
    public static Figure Draw(DrawnLoss loss, int classes)
    {
        var figure = new Figure($"{loss.Name}, C = {classes}", rows: 2, columns: 2);
        Column(figure, 0, loss, value => Curve.OfTarget(loss, value, classes));
        Column(figure, 1, loss, value => Curve.OfNonTarget(loss, value, classes));

        const string Target = "probability of the target", Other = "probability of one other class";
        figure.Panels[0].Labels("Target (y = 1)", Target, "loss");
        figure.Panels[1].Labels(
            FormattableString.Invariant($"Non-target (y = 0), target held at {Curve.HeldTarget}"), Other,
            "loss above that of an even split");
        figure.Panels[2].Labels("", Target, "∂ loss / ∂ logit of the target");
        figure.Panels[3].Labels("", Other, "∂ loss / ∂ logit of that class");
        if (loss.Parameter is not null)
            figure.Panels[0].ShowLegend(Alignment.UpperRight);
        return figure;
    }

    private static void Column(Figure figure, int column, DrawnLoss loss, Func<double, Curve> curveOf)
    {
        Plot above = figure.Panels[column], below = figure.Panels[column + 2];
        Curve[] curves = [.. loss.Values.Select(curveOf)];
        for (int i = 0; i < curves.Length; i++)
        {
            string name = loss.Parameter is null ? "" : FormattableString.Invariant($"{loss.Parameter.Symbol} = {loss.Values[i]}");
            Color color = FigureColors.Step(i, curves.Length);
            above.Line(curves[i].Probabilities, curves[i].Losses, name, color);
            below.Line(curves[i].Probabilities, curves[i].Derivatives, name, color);
        }
        bool flat = above.Fit([.. curves.Select(curve => curve.Losses)]);
        below.Fit([.. curves.Select(curve => curve.Derivatives)]);
        if (!flat)
            return;
        // As in the published figure: a sparse loss charges nothing for non-targets. Their gradient is softmax's doing.
        ScottPlot.Plottables.Text note = above.Add.Text("0: it reads the target's probability alone", 0.5, 0.12);
        note.LabelFontSize = 20;
        note.LabelAlignment = Alignment.LowerCenter;
    }
}
