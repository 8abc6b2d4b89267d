namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>A loss and its derivative, at each of many probabilities.</summary>
/// <param name="Probabilities">Of the class whose prediction changes.</param>
/// <param name="Losses">The loss there.</param>
/// <param name="Derivatives">Its derivative by the logit of that class.</param>
internal sealed record Curve(double[] Probabilities, double[] Losses, double[] Derivatives)
{
    /// <summary>What the target's probability stays at while that of another class changes.</summary>
    public const double HeldTarget = 0.01;

    private const int Points = 400;
    private const int Target = 0;
    private const int Other = 1;

    /// <summary>y = 1: over the target's probability; the other classes share the rest evenly.</summary>
    public static Curve OfTarget(DrawnLoss loss, double parameter, int classes)
    {
        return Along(loss, parameter, classes, Target, 0.005, 0.995, Logits);

        double[] Logits(double p)
        {
            // Those of the others are 0.
            double[] logits = new double[classes];
            logits[Target] = Math.Log(p / (1 - p) * (classes - 1));
            return logits;
        }
    }

    /// <summary>
    /// y = 0: over the probability of one class that is not the target. The target's is held at <see cref="HeldTarget"/> and the
    /// remaining classes share the rest evenly, so that whatever changes is owed to the prediction of non-targets. The losses are
    /// those above the loss of an even split between all non-targets.
    /// </summary>
    public static Curve OfNonTarget(DrawnLoss loss, double parameter, int classes)
    {
        double even = loss.Kernel(Logits((1 - HeldTarget) / (classes - 1)), Target, new double[classes], parameter);
        Curve curve = Along(loss, parameter, classes, Other, 0.005, 0.985, Logits);
        return curve with { Losses = [.. curve.Losses.Select(value => value - even)] };

        double[] Logits(double p)
        {
            double rest = (1 - HeldTarget - p) / (classes - 2);
            double[] logits = new double[classes];
            logits[Target] = Math.Log(HeldTarget / rest);
            logits[Other] = Math.Log(p / rest);
            return logits;
        }
    }

    private static Curve Along(
        DrawnLoss loss, double parameter, int classes, int moving, double first, double last, Func<double, double[]> logits)
    {
        double[] gradient = new double[classes];
        var curve = new Curve(new double[Points], new double[Points], new double[Points]);
        for (int i = 0; i < Points; i++)
        {
            double p = first + (last - first) * i / (Points - 1);
            curve.Probabilities[i] = p;
            curve.Losses[i] = loss.Kernel(logits(p), Target, gradient, parameter);
            curve.Derivatives[i] = gradient[moving];
        }
        return curve;
    }
}
