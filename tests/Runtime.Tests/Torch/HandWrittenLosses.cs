using SparseLsr.Gen.Torch;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>−log p, written by hand as the generator writes it.</summary>
internal sealed class HandWrittenCrossEntropyLoss(
    Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean)
    : SparseTargetLoss(weight, ignore_index, reduction)
{
    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(default);

    private readonly struct Kernel : ISparseTargetKernel
    {
        public static bool RequiresTwoClasses => false;

        public double Row<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<double>, allows ref struct
        {
            row.Collect();
            if (row.WantsGradient)
                row.StoreGradient(row.Complement, -row.Complement);
            return -row.LogProb;
        }

        public float RowSingle<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

        public Tensor Compose(TorchRow row) => -row.LogProb;

        public Tensor ComposeGradient(TorchRow row) => row.Gradient(row.Complement, -row.Complement);
    }
}

/// <summary>−(1 − s) log p − s·mean log p_j.</summary>
internal sealed class HandWrittenSmoothingLoss : SparseTargetLoss
{
    public HandWrittenSmoothingLoss(
        double smoothing = 0.1, Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(weight, ignore_index, reduction) => this.smoothing = smoothing;

    public double smoothing { get; set => field = NotNaN(value); }

    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(new Kernel(classes, smoothing));

    private readonly struct Kernel(double classes, double smoothing) : ISparseTargetKernel
    {
        public static bool RequiresTwoClasses => false;

        public double Row<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<double>, allows ref struct
        {
            row.CollectWithMean();
            if (row.WantsGradient)
            {
                double target = smoothing * row.Prob - (1 - smoothing) * row.Complement;
                row.StoreGradientWithMean(row.Complement, -smoothing / classes, target - smoothing / classes);
            }
            return -(1 - smoothing) * row.LogProb - smoothing * (row.MeanOffset - row.LogSumExpOffset);
        }

        public float RowSingle<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

        public Tensor Compose(TorchRow row) =>
            -(1 - smoothing) * row.LogProb - smoothing * (row.MeanOffset - row.LogSumExpOffset);

        public Tensor ComposeGradient(TorchRow row)
        {
            Tensor target = smoothing * row.Prob - (1 - smoothing) * row.Complement;
            return row.GradientWithMean(row.Complement, row.Constant(-smoothing / classes), target - smoothing / classes);
        }
    }
}

/// <summary>−log p − β H.</summary>
internal sealed class HandWrittenConfidenceLoss : SparseTargetLoss
{
    public HandWrittenConfidenceLoss(
        double beta = 0.1, Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(weight, ignore_index, reduction) => this.beta = beta;

    public double beta { get; set => field = NotNaN(value); }

    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(new Kernel(beta));

    private readonly struct Kernel(double beta) : ISparseTargetKernel
    {
        public static bool RequiresTwoClasses => true;

        public double Row<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<double>, allows ref struct
        {
            row.CollectWithEntropy();
            if (row.WantsGradient)
            {
                double byOdds = -row.Complement + beta * row.Prob * row.Complement * (row.LogOdds + row.OthersEntropy);
                row.StoreGradientWithEntropy(-byOdds, -beta * row.Complement, byOdds);
            }
            return -row.LogProb - beta * row.Entropy;
        }

        public float RowSingle<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

        public Tensor Compose(TorchRow row) => -row.LogProb - beta * row.Entropy;

        public Tensor ComposeGradient(TorchRow row)
        {
            Tensor byOdds = -row.Complement + beta * row.Prob * row.Complement * (row.LogOdds + row.OthersEntropy);
            return row.GradientWithEntropy(-byOdds, -beta * row.Complement, byOdds);
        }
    }
}

/// <summary>Fails in the kernel as soon as a gradient is wanted, which with no reduction is in backward.</summary>
internal sealed class FaultyLoss() : SparseTargetLoss(null, null, nn.Reduction.None)
{
    public const string Message = "this loss has no gradient";

    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(default);

    private readonly struct Kernel : ISparseTargetKernel
    {
        public static bool RequiresTwoClasses => false;

        public double Row<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<double>, allows ref struct
        {
            row.Collect();
            return row.WantsGradient ? throw new InvalidOperationException(Message) : 0;
        }

        public float RowSingle<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

        public Tensor Compose(TorchRow row) => row.Constant(0);

        public Tensor ComposeGradient(TorchRow row) => throw new InvalidOperationException(Message);
    }
}
