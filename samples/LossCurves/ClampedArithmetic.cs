namespace SparseLsr.Gen.Samples.LossCurves;

/// <summary>
/// SparseLSR in float32 by the operations of the published code, log_softmax, exp and clamp(1 − p, 1e-7), with the derivative
/// that automatic differentiation makes of them. The sign is that of the equations, so that it differs from
/// <see cref="SparseLsrLoss"/> in arithmetic alone.
/// </summary>
internal static class ClampedArithmetic
{
    private const float Least = 1e-7f;

    /// <summary>The loss of one row.</summary>
    /// <param name="logits">One for each class.</param>
    /// <param name="target">Its class.</param>
    /// <param name="smoothing">ξ.</param>
    /// <param name="derivative">By the target's logit.</param>
    public static float Evaluate(ReadOnlySpan<float> logits, int target, float smoothing, out float derivative)
    {
        float most = float.NegativeInfinity;
        // Exact, so that what is seen is owed to the clamp and to 1 − p, not to an order of summation.
        double sum = 0;
        foreach (float logit in logits)
            most = Math.Max(most, logit);
        foreach (float logit in logits)
            sum += MathF.Exp(logit - most);
        float logProb = logits[target] - most - MathF.Log((float)sum);
        float prob = MathF.Exp(logProb);
        float complement = 1 - prob;

        int classes = logits.Length;
        float onTarget = 1 - smoothing + smoothing / classes, onOthers = smoothing * (classes - 1) / classes;
        // By the log-probability: a clamp passes no gradient below its bound.
        float byLogProb = -onTarget + (complement >= Least ? onOthers / complement * prob : 0);
        derivative = byLogProb - prob * byLogProb;
        return -onTarget * logProb - onOthers * MathF.Log(Math.Max(complement, Least) / (classes - 1));
    }
}
