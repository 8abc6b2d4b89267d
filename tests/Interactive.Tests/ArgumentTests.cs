using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Interactive.Tests;

/// <summary>Arguments by name, and what is said of wrong ones.</summary>
public sealed class ArgumentTests
{
    private const string Text = """
        static double Loss(Row row, ClassVector alpha, [PerRow] double x, double b, [Range(0, 1)] double k = 0.5) =>
            -alpha[row] * x * b * k * row.LogProb;
        """;

    [Fact]
    public void Objects_and_dictionaries_name_the_parameters()
    {
        using CompiledLoss compiled = Texts.Compile("static double Loss(Row row, double a, double k = 0.5) => -a * k * row.LogProb;");
        object[] same =
        [
            new { a = 2.0 }, new { a = 2, k = 0.5f }, new Named(2),
            new Dictionary<string, double> { ["a"] = 2 }, new Dictionary<string, object> { ["k"] = (Half)0.5, ["a"] = 2m },
        ];
        Assert.All(same, parameters =>
        {
            using SparseTargetLoss module = compiled.Create(parameters);
            Assert.Equal((2.0, 0.5), (Number(module, "a"), Number(module, "k")));
        });
    }

    public static TheoryData<string, Func<Tensor, object?>> WrongArguments => new()
    {
        { "'alpha' has no default and is not given. Its parameters are: ClassVector alpha, double b, double k = 0.5.", _ => null },
        { "'b' has no default and is not given", alpha => new { alpha } },
        { "no parameter 'kk'. Its parameters are: ClassVector alpha, double b, double k = 0.5.", alpha => new { alpha, b = 1, kk = 2 } },
        { "'x' is an input of each row: its tensor goes to forward", alpha => new { alpha, b = 1, x = 2 } },
        { "'alpha' is a class vector: a Tensor of shape (C), not a value of type Double", _ => new { alpha = 1.0, b = 1 } },
        { "'b' is a number, not a value of type Tensor", alpha => new { alpha, b = alpha } },
        { "'b' is a number, not a value of type String", alpha => new { alpha, b = "1" } },
        { "'b' is a number, not null", alpha => new { alpha, b = (string?)null } },
        { "A Double has no names: give an object", _ => 1.0 },
        { "has no names: give an object", alpha => new[] { alpha } },
        { "k is 2; expected a number in [0, 1]", alpha => new { alpha, b = 1, k = 2 } },
        { "NaN", alpha => new { alpha, b = double.NaN } },
    };

    [Theory, MemberData(nameof(WrongArguments))]
    public void Wrong_arguments_are_explained(string message, Func<Tensor, object?> arguments)
    {
        using CompiledLoss compiled = Texts.Compile(Text);
        using Tensor alpha = ones(3);
        var exception = Assert.ThrowsAny<ArgumentException>(() => compiled.Create<SparseTargetLoss1>(arguments(alpha)));
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void A_loss_without_parameters_says_so()
    {
        using CompiledLoss compiled = Texts.Compile("static double Loss(Row row) => -row.LogProb;");
        var exception = Assert.Throws<ArgumentException>("parameters", () => compiled.Create(new { k = 1 }));
        Assert.Contains("It has no parameters of its own.", exception.Message);
    }

    [Fact]
    public void A_module_is_created_as_what_it_is()
    {
        using CompiledLoss with = Texts.Compile(Text), without = Texts.Compile(Texts.Focal);
        using Tensor alpha = ones(3);
        var exception = Assert.Throws<InvalidOperationException>(() => with.Create(new { alpha, b = 1 }));
        Assert.Contains("inputs of a row (x): its modules are created by Create<SparseTargetLoss1>", exception.Message);
        exception = Assert.Throws<InvalidOperationException>(() => without.Create<SparseTargetLoss2>());
        Assert.Contains("no inputs of a row: its modules are created by Create<SparseTargetLoss>", exception.Message);
        using var any = (IDisposable)with.Create<ISparseTargetLoss>(new { alpha, b = 1 });
        Assert.IsAssignableFrom<SparseTargetLoss1>(any);
    }

    private static double Number(SparseTargetLoss module, string name) => (double)module.GetType().GetProperty(name)!.GetValue(module)!;

    private sealed record Named(double a);
}
