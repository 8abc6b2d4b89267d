using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The loss of one row, its parameters in order, the numbers of class vectors before all others.</summary>
internal delegate double RowLoss<T>(ReadOnlySpan<T> logits, int target, double[] parameters);

/// <summary>The loss and the gradient of one row.</summary>
internal delegate double RowGradient<T>(ReadOnlySpan<T> logits, int target, Span<T> gradient, double[] parameters);

/// <summary>The module with TorchSharp's options.</summary>
internal delegate SparseTargetLoss Module(double[] parameters, Tensor? weight, long? ignoreIndex, nn.Reduction reduction);

/// <summary>What is generated for a loss, as functions of a list of parameters.</summary>
internal sealed record TestedLoss(
    RowLoss<double> Reference,
    RowLoss<double> Double,
    RowLoss<float> Single,
    RowGradient<double> DoubleGradient,
    RowGradient<float> SingleGradient,
    Module Create)
{
    public double Evaluate<T>(ReadOnlySpan<T> logits, int target, double[] parameters)
    {
        Delegate evaluate = typeof(T) == typeof(float) ? Single : Double;
        return ((RowLoss<T>)evaluate)(logits, target, parameters);
    }

    public double EvaluateWithGradient<T>(ReadOnlySpan<T> logits, int target, Span<T> gradient, double[] parameters)
    {
        Delegate evaluate = typeof(T) == typeof(float) ? SingleGradient : DoubleGradient;
        return ((RowGradient<T>)evaluate)(logits, target, gradient, parameters);
    }
}
