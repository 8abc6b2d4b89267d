using ScottPlot;
using SparseLsr.Gen.Samples.Figures;

namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>What clamp(1 − p, 1e-7) and float32 make of SparseLSR where the network is sure: value and gradient.</summary>
internal static class ClampFigure
{
    private const int Points = 600;
    private const double Smoothing = 0.1;
    private const double FirstDecade = 3, LastDecade = 10;

    public static Figure Draw(int classes)
    {
        double[] decades = new double[Points], value = new double[Points], derivative = new double[Points];
        double[] clampedValue = new double[Points], clampedDerivative = new double[Points];
        float[] logits = new float[classes], gradient = new float[classes];
        for (int i = 0; i < Points; i++)
        {
            decades[i] = FirstDecade + (LastDecade - FirstDecade) * i / (Points - 1);
            double complement = Math.Pow(10, -decades[i]);
            logits[0] = (float)Math.Log((1 - complement) / complement * (classes - 1));
            value[i] = SparseLsrLoss.EvaluateWithGradient(logits, 0, gradient, Smoothing);
            derivative[i] = gradient[0];
            clampedValue[i] = ClampedArithmetic.Evaluate(logits, 0, (float)Smoothing, out float slope);
            clampedDerivative[i] = slope;
        }

        var figure = new Figure($"SparseLSR near p = 1 in float32, ξ = {Smoothing}, C = {classes}", rows: 1, columns: 2);
        Panel(figure.Panels[0], "Value", "loss", clampedValue, value);
        Panel(figure.Panels[1], "Gradient", "∂ loss / ∂ logit of the target", clampedDerivative, derivative);
        figure.Panels[0].ShowLegend(Alignment.UpperLeft);
        return figure;

        void Panel(Plot panel, string title, string y, double[] clamped, double[] ours)
        {
            panel.Labels(title, "1 − p", y);
            panel.Line(decades, clamped, "log(clamp(1 − p, 1e-7)), as published", FigureColors.Second, width: 4);
            panel.Line(decades, ours, "SparseLsrLoss", FigureColors.First, width: 4, LinePattern.Dashed);
            panel.Axes.AutoScale();
            var ticks = new ScottPlot.TickGenerators.NumericManual();
            for (int decade = (int)FirstDecade; decade <= LastDecade; decade++)
                ticks.AddMajor(decade, $"1e-{decade}");
            panel.Axes.Bottom.TickGenerator = ticks;
        }
    }
}
