using System.Numerics;
using SparseLsr.Gen.CompilerServices;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>−log p, written by hand as the generator writes it.</summary>
internal sealed class HandWrittenCrossEntropyLoss(
    Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean)
    : SparseTargetLoss(weight, ignore_index, reduction)
{
    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(default);

    private readonly struct Kernel : IRowLoss, IComposedLoss
    {
        public static bool RequiresTwoClasses => false;

        public static bool UsesMean => false;

        public static bool UsesEntropy => false;

        public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
            where T : unmanaged, INumber<T>
            where TMath : struct, IRowMath<T>
            where TGradient : struct, IFlag
        {
            by = new() { Target = -row.Complement, Others = row.Complement };
            return -row.LogProb;
        }

        public Tensor Compose(TorchRow row) => -row.LogProb;

        public Tensor ComposeGradient(TorchRow row) => row.Gradient(-row.Complement, row.Complement);
    }
}

/// <summary>−(1 − s) log p − s·mean log p_j.</summary>
internal sealed class HandWrittenSmoothingLoss : SparseTargetLoss
{
    public HandWrittenSmoothingLoss(
        double smoothing = 0.1, Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(weight, ignore_index, reduction) => this.smoothing = smoothing;

    public double smoothing { get; set => field = ParameterRange.Check(value, nameof(smoothing)); }

    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(new Kernel(smoothing));

    private readonly struct Kernel(double smoothing) : IRowLoss, IComposedLoss
    {
        public static bool RequiresTwoClasses => false;

        public static bool UsesMean => true;

        public static bool UsesEntropy => false;

        public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
            where T : unmanaged, INumber<T>
            where TMath : struct, IRowMath<T>
            where TGradient : struct, IFlag
        {
            T s = TMath.Of(smoothing), rest = T.One - s;
            by = new() { Target = s * row.Prob - rest * row.Complement, Others = row.Complement, Mean = -s };
            return -rest * row.LogProb - s * (row.MeanOffset - row.LogSumExpOffset);
        }

        public Tensor Compose(TorchRow row) =>
            -(1 - smoothing) * row.LogProb - smoothing * (row.MeanOffset - row.LogSumExpOffset);

        public Tensor ComposeGradient(TorchRow row) =>
            row.Gradient(smoothing * row.Prob - (1 - smoothing) * row.Complement, row.Complement, byMean: row.Constant(-smoothing));
    }
}

/// <summary>−log p − β H.</summary>
internal sealed class HandWrittenConfidenceLoss : SparseTargetLoss
{
    public HandWrittenConfidenceLoss(
        double beta = 0.1, Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(weight, ignore_index, reduction) => this.beta = beta;

    public double beta { get; set => field = ParameterRange.Check(value, nameof(beta)); }

    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(new Kernel(beta));

    private readonly struct Kernel(double beta) : IRowLoss, IComposedLoss
    {
        public static bool RequiresTwoClasses => true;

        public static bool UsesMean => false;

        public static bool UsesEntropy => true;

        public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
            where T : unmanaged, INumber<T>
            where TMath : struct, IRowMath<T>
            where TGradient : struct, IFlag
        {
            T b = TMath.Of(beta), byTarget = -row.Complement + b * row.Prob * row.Complement * (row.LogOdds + row.OthersEntropy);
            by = new() { Target = byTarget, Others = -byTarget, Entropy = -b * row.Complement };
            return -row.LogProb - b * row.Entropy;
        }

        public Tensor Compose(TorchRow row) => -row.LogProb - beta * row.Entropy;

        public Tensor ComposeGradient(TorchRow row)
        {
            Tensor byTarget = -row.Complement + beta * row.Prob * row.Complement * (row.LogOdds + row.OthersEntropy);
            return row.Gradient(byTarget, -byTarget, byEntropy: -beta * row.Complement);
        }
    }
}

/// <summary>Fails in the kernel as soon as a gradient is wanted, which with no reduction is in backward.</summary>
internal sealed class FaultyLoss() : SparseTargetLoss(null, null, nn.Reduction.None)
{
    public const string Message = "this loss has no gradient";

    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(default);

    private readonly struct Kernel : IRowLoss, IComposedLoss
    {
        public static bool RequiresTwoClasses => false;

        public static bool UsesMean => false;

        public static bool UsesEntropy => false;

        public T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
            where T : unmanaged, INumber<T>
            where TMath : struct, IRowMath<T>
            where TGradient : struct, IFlag
        {
            by = default;
            return TGradient.IsSet ? throw new InvalidOperationException(Message) : T.Zero;
        }

        public Tensor Compose(TorchRow row) => row.Constant(0);

        public Tensor ComposeGradient(TorchRow row) => throw new InvalidOperationException(Message);
    }
}
