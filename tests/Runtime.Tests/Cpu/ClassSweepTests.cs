using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Testing.Kernels;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Losses with functions of a class against scalar loops, at the edges of vectors and blocks.</summary>
public sealed class ClassSweepTests
{
    private static readonly int[] s_classes =
        [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 129, 1000, 1023, 1024, 1025, 1040, 2048, 3000, 4097];

    /// <summary>For other types than float32 and for strided rows, which differ in how a vector is loaded and stored.</summary>
    private static readonly int[] s_fewClasses = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 129, 1023, 1024, 1025, 3000];

    private static readonly string[] s_kinds =
        ["ordinary", "confident", "wrong", "offset", "rising", "falling", "masked", "ties", "masked target", "alone"];

    public static TheoryData<string, string> Types() =>
        new MatrixTheoryData<string, string>(["Float32", "Float64", "BFloat16", "Float16"], ["1", "3"]);

    [Theory]
    [MemberData(nameof(Types))]
    public void One_sum(string type, string stride) => Check(type, stride, default(BrierKernel));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sum_of_sums(string type, string stride) => Check(type, stride, default(TwoLevelKernel));

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_value_of_a_class(string type, string stride) => Check(type, stride, default(EveryValueKernel));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Types))]
    public void All_of_it_with_every_number_of_classes(string type, string stride)
    {
        Check(type, stride, default(BrierKernel), all: true);
        Check(type, stride, default(TwoLevelKernel), all: true);
        Check(type, stride, default(EveryValueKernel), all: true);
    }

    internal static double[] Row(string kind, int classes, ElementType type, int seed = 0)
    {
        double[] row = TestRows.Create(kind, classes, type, seed);
        int target = TestRows.Target(kind, classes);
        if (kind == "alone")
        {
            row.AsSpan().Fill(double.NegativeInfinity);
            row[target] = 2.5;
        }
        // A row of nothing but a masked target has no softmax.
        if (kind == "masked target" && classes > 1)
            row[target] = double.NegativeInfinity;
        return row;
    }

    private static void Check<TLoss>(string typeName, string stride, TLoss kernel, bool all = false)
        where TLoss : unmanaged, IClassLoss
    {
        var type = Enum.Parse<ElementType>(typeName);
        var loss = new BoundClassLoss<TLoss>(kernel);
        all |= type is ElementType.Float32 && stride == "1";
        foreach (int classes in all ? s_classes : s_fewClasses)
        {
            double[][] rows = [.. s_kinds.Select(kind => Row(kind, classes, type))];
            long[] targets = [.. s_kinds.Select((kind, i) => (long)TestRows.Target(kind, classes))];
            var batch = new TestBatch(type, rows, targets, stride == "1" ? 1 : rows.Length + int.Parse(stride));
            TestBatch.Result both = batch.Run(loss);
            Assert.Equal(both.Losses, batch.Run(loss, wantsGradient: false).Losses);
            Assert.Equal(both.Memory, batch.Run(loss, wantsLoss: false).Memory);
            TestBatch.Result inPlace = batch.Run(loss, inPlace: true);
            Assert.Equal(both.Losses, inPlace.Losses);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(both.GradientOf(i), inPlace.GradientOf(i));
                Compare(type, $"{typeof(TLoss).Name} {type} {s_kinds[i]} C = {classes}", kernel, batch, both, i, (int)targets[i]);
            }
        }
    }

    private static void Compare<TLoss>(
        ElementType type, string what, TLoss kernel, TestBatch batch, TestBatch.Result result, int row, int target)
        where TLoss : unmanaged, IClassLoss
    {
        // The arithmetic's bound, of parts of a loss that may cancel, and half a unit of the last place of what is stored.
        double bound = type is ElementType.Float64 ? 1e-12 : 2e-6;
        double rounding = type is ElementType.BFloat16 ? 1 / 256.0 : type is ElementType.Float16 ? 1 / 2048.0 : 0;
        double least = type is ElementType.Float16 ? Math.Pow(2, -25) : 1e-37;
        var reference = new ClassReferenceRow(batch.LogitsOf(row), target);
        double loss = reference.Run(kernel);
        Assert.True(
            Near(result.Losses[row], loss, bound * Math.Max(2, Math.Abs(loss))),
            $"{what}: loss {result.Losses[row]:R}, expected {loss:R}");
        for (int j = 0; j < batch.Classes; j++)
        {
            double expected = reference.Gradient[j], actual = result.Gradient(row, j);
            double allowed = reference.Largest * bound + Math.Abs(expected) * rounding + least;
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
