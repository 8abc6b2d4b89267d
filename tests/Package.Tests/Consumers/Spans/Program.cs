using SparseLsr.Gen;

double[] logits = [0.5, -1, 2, 0.25];
const int Target = 2;
var gradient = new double[logits.Length];
double loss = OverconfidenceLoss.EvaluateWithGradient(logits, Target, gradient, limit: 0.5);
double worst = Math.Abs(loss - OverconfidenceLoss.EvaluateReference(logits, Target, limit: 0.5));

// The gradient against central differences.
const double Step = 1e-5;
for (int j = 0; j < logits.Length; j++)
{
    double[] up = [.. logits], down = [.. logits];
    up[j] += Step;
    down[j] -= Step;
    double difference = (OverconfidenceLoss.Evaluate(up, Target, limit: 0.5) - OverconfidenceLoss.Evaluate(down, Target, limit: 0.5)) / (2 * Step);
    worst = Math.Max(worst, Math.Abs(difference - gradient[j]));
}

// A ready-made loss, in float32.
float[] singles = [.. logits.Select(logit => (float)logit)];
worst = Math.Max(worst, 1e-3 * Math.Abs(SparseLsrLoss.Evaluate(singles, Target) - SparseLsrLoss.Evaluate(logits, Target)));

Console.WriteLine($"{(worst < 1e-8 ? "exact" : "failed")}: {worst}");
return worst < 1e-8 ? 0 : 1;

/// <summary>Cross entropy, and a penalty on being surer than a limit.</summary>
[SparseTargetLoss]
internal sealed partial class OverconfidenceLoss
{
    private static double Loss(Row row, double limit = 0.9)
    {
        double excess = Math.Max(row.Prob - limit, 0);
        return -row.LogProb + excess * excess;
    }
}
