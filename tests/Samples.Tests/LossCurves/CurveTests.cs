using SparseLsr.Gen.Samples.LossCurves;

namespace SparseLsr.Gen.Samples.Tests.LossCurves;

public sealed class CurveTests
{
    private const int Classes = 100;
    private const double Smoothing = 0.2;

    private static readonly DrawnLoss s_sparse = LossCatalog.Find("SparseLsrLoss")[0];

    [Fact]
    public void The_target_panel_is_the_published_formula_over_the_target_s_probability()
    {
        Curve curve = Curve.OfTarget(s_sparse, Smoothing, Classes);
        const double OnTarget = 1 - Smoothing + Smoothing / Classes, OnOthers = Smoothing * (Classes - 1) / Classes;
        for (int i = 0; i < curve.Probabilities.Length; i++)
        {
            double p = curve.Probabilities[i];
            Assert.Equal(-OnTarget * Math.Log(p) - OnOthers * Math.Log((1 - p) / (Classes - 1)), curve.Losses[i], 1e-12);
            Assert.Equal(p - OnTarget, curve.Derivatives[i], 1e-12);
        }
    }

    [Fact]
    public void A_sparse_loss_charges_nothing_for_non_targets_but_softmax_hands_its_gradient_on()
    {
        Curve curve = Curve.OfNonTarget(s_sparse, Smoothing, Classes);
        Assert.All(curve.Losses, loss => Assert.Equal(0, loss, 1e-12));
        const double Others = 1 - Smoothing + Smoothing / Classes - Curve.HeldTarget;
        for (int i = 0; i < curve.Probabilities.Length; i++)
            Assert.Equal(Others * curve.Probabilities[i] / (1 - Curve.HeldTarget), curve.Derivatives[i], 1e-12);
    }

    [Fact]
    public void Dense_label_smoothing_charges_for_non_targets_that_differ()
    {
        Curve curve = Curve.OfNonTarget(LossCatalog.Find("LabelSmoothingLoss")[0], Smoothing, Classes);
        Assert.All(curve.Losses, loss => Assert.True(loss > 0));
        Assert.True(curve.Losses[^1] > 0.5);
    }

    [Fact]
    public void The_clamp_of_the_published_code_ends_the_gradient_where_ours_goes_on()
    {
        float[] logits = new float[Classes], gradient = new float[Classes];
        logits[0] = (float)Math.Log(1e9 * (Classes - 1));
        double ours = SparseLsrLoss.EvaluateWithGradient(logits, 0, gradient, Smoothing);
        float clamped = ClampedArithmetic.Evaluate(logits, 0, (float)Smoothing, out float derivative);
        Assert.Equal(0, derivative);
        Assert.Equal(Smoothing * (Classes - 1) / Classes, gradient[0], 1e-5);
        Assert.Equal(ours - Smoothing * (Classes - 1) / Classes * Math.Log(1e-7 / 1e-9), clamped, 1e-3);
    }

    [Fact]
    public void The_published_arithmetic_agrees_with_ours_where_nothing_cancels()
    {
        float[] logits = [2, 0, -1, 0.5f], gradient = new float[4];
        double ours = SparseLsrLoss.EvaluateWithGradient(logits, 0, gradient, Smoothing);
        Assert.Equal(ours, ClampedArithmetic.Evaluate(logits, 0, (float)Smoothing, out float derivative), 1e-5);
        Assert.Equal(gradient[0], derivative, 1e-5);
    }
}
