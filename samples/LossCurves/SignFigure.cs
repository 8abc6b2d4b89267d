using ScottPlot;
using SparseLsr.Gen.Samples.Figures;

namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>The sign slip of the published code: the loss of the equations against what the code computes.</summary>
internal static class SignFigure
{
    private const double Smoothing = 0.25;
    private const int Points = 400;
    private const double FirstOdds = -4, LastOdds = 20;

    public static Figure Draw(int classes)
    {
        DrawnLoss equations = LossCatalog.Find("SparseLsrLoss")[0], code = LossCatalog.Find("PublishedSparseLsrLoss")[0];
        var figure = new Figure($"The sign of SparseLSR's second term, ξ = {Smoothing}, C = {classes}", rows: 1, columns: 3);
        foreach ((DrawnLoss loss, string name, Color color, LinePattern pattern) in new[]
        {
            (code, "as the published code adds it", FigureColors.Second, LinePattern.Solid),
            (equations, "as the equations subtract it", FigureColors.First, LinePattern.Dashed),
        })
        {
            Curve curve = Curve.OfTarget(loss, Smoothing, classes);
            figure.Panels[0].Line(curve.Probabilities, curve.Losses, name, color, width: 4, pattern);
            (double[] odds, double[] losses, double[] derivatives) = AlongLogOdds(loss, classes);
            figure.Panels[1].Line(odds, losses, name, color, width: 4, pattern);
            figure.Panels[2].Line(odds, derivatives, name, color, width: 4, pattern);
        }
        figure.Panels[0].Labels("Loss", "probability p of the target", "loss");
        figure.Panels[1].Labels("Loss, on to certainty", "log-odds of the target, log(p / (1 − p))", "loss");
        figure.Panels[2].Labels("Gradient", "log-odds of the target, log(p / (1 − p))", "∂ loss / ∂ logit of the target");
        figure.Panels[0].ShowLegend(Alignment.UpperRight);
        return figure;
    }

    private static (double[] Odds, double[] Losses, double[] Derivatives) AlongLogOdds(DrawnLoss loss, int classes)
    {
        double[] odds = new double[Points], losses = new double[Points], derivatives = new double[Points];
        double[] logits = new double[classes], gradient = new double[classes];
        for (int i = 0; i < Points; i++)
        {
            odds[i] = FirstOdds + (LastOdds - FirstOdds) * i / (Points - 1);
            logits[0] = odds[i] + Math.Log(classes - 1);
            losses[i] = loss.Kernel(logits, 0, gradient, Smoothing);
            derivatives[i] = gradient[0];
        }
        return (odds, losses, derivatives);
    }
}
