using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Every sweep against scalar loops, at the edges of vectors and blocks.</summary>
public sealed class ChunkSweepTests
{
    private static readonly int[] s_classes =
        [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 129, 1000, 1023, 1024, 1025, 1040, 2048, 3000, 4097];

    /// <summary>For other types than float32 and for strided rows, which differ in how a vector is loaded and stored.</summary>
    private static readonly int[] s_fewClasses = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 129, 1023, 1024, 1025, 3000];

    private static readonly string[] s_kinds = ["ordinary", "confident", "wrong", "offset", "rising", "falling", "masked", "ties"];

    public static TheoryData<string, string> Types() =>
        new MatrixTheoryData<string, string>(["Float32", "Float64", "BFloat16", "Float16"], ["1", "3"]);

    [Theory]
    [MemberData(nameof(Types))]
    public void Accumulate_and_write(string type, string stride) => Check(type, stride, _ => new CrossEntropyKernel());

    [Theory]
    [MemberData(nameof(Types))]
    public void Accumulate_and_write_with_every_statistic(string type, string stride) => Check(type, stride, _ => new ScalarsKernel(), least: 2);

    [Theory]
    [MemberData(nameof(Types))]
    public void With_mean(string type, string stride) => Check(type, stride, _ => new LabelSmoothingKernel());

    [Theory]
    [MemberData(nameof(Types))]
    public void With_entropy(string type, string stride) => Check(type, stride, _ => new ConfidenceKernel());

    [Theory]
    [MemberData(nameof(Types))]
    public void With_mean_and_entropy(string type, string stride) => Check(type, stride, _ => new EverySumKernel());

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Types))]
    public void All_of_it_with_every_number_of_classes(string type, string stride)
    {
        Check(type, stride, _ => new CrossEntropyKernel(), all: true);
        Check(type, stride, _ => new ScalarsKernel(), least: 2, all: true);
        Check(type, stride, _ => new LabelSmoothingKernel(), all: true);
        Check(type, stride, _ => new ConfidenceKernel(), all: true);
        Check(type, stride, _ => new EverySumKernel(), all: true);
    }

    private static void Check<TLoss>(string typeName, string stride, Func<int, TLoss> kernelOf, int least = 1, bool all = false)
        where TLoss : unmanaged, IRowLoss
    {
        var type = Enum.Parse<ElementType>(typeName);
        all |= type is ElementType.Float32 && stride == "1";
        foreach (int classes in (all ? s_classes : s_fewClasses).Where(c => c >= least))
        {
            double[][] rows = [.. s_kinds.Select(kind => TestRows.Create(kind, classes, type))];
            long[] targets = [.. s_kinds.Select((kind, i) => (long)TestRows.Target(kind, classes))];
            TLoss kernel = kernelOf(classes);
            var batch = new TestBatch(type, rows, targets, stride == "1" ? 1 : rows.Length + int.Parse(stride));
            TestBatch.Result both = batch.Run(kernel);
            TestBatch.Result lossAlone = batch.Run(kernel, wantsGradient: false);
            TestBatch.Result gradientAlone = batch.Run(kernel, wantsLoss: false);
            Assert.Equal(both.Losses, lossAlone.Losses);
            Assert.Equal(both.Memory, gradientAlone.Memory);
            for (int i = 0; i < rows.Length; i++)
                Compare(type, $"{typeof(TLoss).Name} {type} {s_kinds[i]} C = {classes}", kernel, batch, both, i, (int)targets[i]);
        }
    }

    private static void Compare<TLoss>(
        ElementType type, string what, TLoss kernel, TestBatch batch, TestBatch.Result result, int row, int target)
        where TLoss : unmanaged, IRowLoss
    {
        // The arithmetic's bound, and half a unit of the last place of what is stored.
        double bound = type is ElementType.Float64 ? 1e-12 : 2e-6;
        double rounding = type is ElementType.BFloat16 ? 1 / 256.0 : type is ElementType.Float16 ? 1 / 2048.0 : 0;
        double least = type is ElementType.Float16 ? Math.Pow(2, -25) : 1e-37;
        var reference = new ReferenceRow(batch.LogitsOf(row), target);
        double loss = reference.Run(kernel);
        Assert.True(
            Near(result.Losses[row], loss, bound * Math.Max(1, Math.Abs(loss))),
            $"{what}: loss {result.Losses[row]:R}, expected {loss:R}");
        double largest = reference.Gradient.Max(Math.Abs);
        for (int j = 0; j < batch.Classes; j++)
        {
            double expected = reference.Gradient[j], actual = result.Gradient(row, j);
            double allowed = largest * bound + Math.Abs(expected) * rounding + least;
            // A message for every class would take most of the time.
            if (!Near(actual, expected, allowed))
                Assert.Fail($"{what}, target {target}: gradient[{j}] {actual:R}, expected {expected:R}");
            if (batch.Logit(row, j) == double.NegativeInfinity && j != target)
                Assert.Equal(0, actual);
        }
    }

    private static bool Near(double actual, double expected, double allowed) =>
        actual == expected || Math.Abs(actual - expected) <= allowed || (double.IsNaN(actual) && double.IsNaN(expected));
}
