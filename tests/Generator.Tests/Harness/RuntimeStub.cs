namespace SparseLsr.Gen.Generator.Tests.Harness;

/// <summary>What the front end knows of the runtime, as source: its tests need neither torch nor kernels.</summary>
internal static class RuntimeStub
{
    public const string Source = """
        namespace SparseLsr.Gen;

        [System.AttributeUsage(System.AttributeTargets.Class, Inherited = false)]
        public sealed class SparseTargetLossAttribute : System.Attribute;

        public abstract class SparseTargetLoss
        {
            public virtual string GetName() => "";
            public bool training => false;
            public void train() { }
            protected int inner;
            private int hidden;
        }

        public readonly struct Row
        {
            public double LogOdds => 0;
            public double LogProb => 0;
            public double Prob => 0;
            public double LogComplement => 0;
            public double Complement => 0;
            public double TargetLogit => 0;
            public double LogSumExp => 0;
            public double MeanLogit => 0;
            public double MeanLogProb => 0;
            public double Entropy => 0;
            public double Classes => 0;

            public static Row From(System.ReadOnlySpan<double> logits, int target) => default;
        }
        """;
}
