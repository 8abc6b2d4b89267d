using SparseLsr.Gen.Torch;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>Cross entropy, written by hand, whose kernel collects garbage or throws while it computes gradients.</summary>
internal sealed class DisturbedLoss(Disturbance disturbance, nn.Reduction reduction) : SparseTargetLoss(null, null, reduction)
{
    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(new Kernel(disturbance));

    private readonly struct Kernel(Disturbance disturbance) : ISparseTargetKernel
    {
        public static bool RequiresTwoClasses => false;

        public double Row<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<double>, allows ref struct
        {
            row.Collect();
            if (!row.WantsGradient)
                return -row.LogProb;
            if (disturbance == Disturbance.Exceptions)
                throw new InvalidOperationException("disturbed");
            if (disturbance == Disturbance.Garbage)
                GC.Collect(0);
            row.StoreGradient(row.Complement, -row.Complement);
            return -row.LogProb;
        }

        public float RowSingle<TRow>(ref TRow row)
            where TRow : struct, IRowSweep<float>, allows ref struct => throw new NotSupportedException();

        public Tensor Compose(TorchRow row) => -row.LogProb;

        public Tensor ComposeGradient(TorchRow row) => row.Gradient(row.Complement, -row.Complement);
    }
}
