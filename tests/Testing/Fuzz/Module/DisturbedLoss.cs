using System.Numerics;
using SparseLsr.Gen.CompilerServices;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>Cross entropy, written by hand, whose kernel collects garbage or throws while it computes gradients.</summary>
internal sealed class DisturbedLoss(Disturbance disturbance, nn.Reduction reduction) : SparseTargetLoss(null, null, reduction)
{
    protected override BoundLoss Bind(double classes) => new BoundLoss<Kernel>(new Kernel(disturbance));

    private readonly struct Kernel(Disturbance disturbance) : IRowLoss, IComposedLoss
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
            if (TGradient.IsSet && disturbance == Disturbance.Exceptions)
                throw new InvalidOperationException("disturbed");
            if (TGradient.IsSet && disturbance == Disturbance.Garbage)
                GC.Collect(0);
            return -row.LogProb;
        }

        public Tensor Compose(TorchRow row) => -row.LogProb;

        public Tensor ComposeGradient(TorchRow row) => row.Gradient(-row.Complement, row.Complement);
    }
}
