using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Testing.Fuzz.Declarations;
using SparseLsr.Gen.Testing.Fuzz.Oracle;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>The oracle of random declarations finds what is wrong, and its arithmetic is right.</summary>
public sealed class DeclarationOracleTests
{
    private const double Slightly = 1 + 1e-9;

    public static TheoryData<string> Functions => ["Exp", "ExpM1", "Log", "LogP1", "Sqrt", "Cbrt", "Sin", "Cos", "Atan", "Asin", "Acos", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh"];

    [Theory]
    [InlineData("nothing")]
    [InlineData("value")]
    [InlineData("gradient")]
    [InlineData("two values")]
    [InlineData("meaning")]
    public void Finds_what_is_off_by_a_part_in_a_billion(string wrong)
    {
        using CompiledDeclarations batch = CompiledDeclarations.Compile([RandomDeclaration.Create(seed: 3, number: 1)]);
        CompiledDeclaration sound = batch.All[0];
        CompiledDeclaration compiled = wrong switch
        {
            "value" => sound with { Kernel = (z, t, g, p) => Slightly * sound.Kernel!(z, t, g, p), Value = (z, t, p) => Slightly * sound.Value!(z, t, p) },
            "gradient" => sound with { Kernel = (z, t, g, p) => WithGradient(sound.Kernel!(z, t, g, p), g) },
            "two values" => sound with { Value = (z, t, p) => Slightly * sound.Value!(z, t, p) },
            "meaning" => sound with { Reference = (z, t, p) => Slightly * sound.Reference!(z, t, p) },
            _ => sound,
        };
        var tally = new Tally();
        Finding? finding = new DeclarationOracle(tally).Check(compiled, FuzzRow.Create(1));
        Assert.Equal(wrong, finding?.Kind ?? "nothing");
    }

    /// <summary>
    /// Of two classes one is left beside the target: the entropy is as small as p, and x·(y/x) has a derivative of two terms that
    /// cancel, each known to a part in 1e16.
    /// </summary>
    [Fact]
    public void What_cancels_is_known_as_well_as_its_terms()
    {
        const string Members = "private static double Loss(Row row) => row.Prob + row.Entropy * (Math.Log10(row.Entropy + 0.1) / row.Entropy);";
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members)]);
        var row = new FuzzRow("very wrong", [-105.47673797607422, -0.5066061615943909], Target: 0);
        var tally = new Tally();
        Assert.Null(new DeclarationOracle(tally).Check(batch.All[0], [row]));
        Assert.Equal(1, tally.Decided);
    }

    /// <summary>.NET's log(1 + x) of a tiny number is 0, and so is its power, which is 1 otherwise: the method says nothing there.</summary>
    [Fact]
    public void What_plain_functions_lose_is_not_held_against_the_method()
    {
        const string Members =
            "private static double Loss(Row row) => row.LogOdds != 2 ? Math.Pow(double.Log10P1(row.Complement), row.Complement) : row.LogOdds;";
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members)]);
        var row = new FuzzRow("very confident", [-0.04068554937839508, 1.28636634349823, 115.56603240966797], Target: 2);
        var tally = new Tally();
        Assert.Null(new DeclarationOracle(tally).Check(batch.All[0], [row]));
        Assert.Equal((1, 0), (tally.Decided, tally.Referenced));
    }

    /// <summary>The cosine turns thousands of times within a step where the logit is small, by whatever it is multiplied with.</summary>
    [Theory]
    [InlineData(1.3, 1, true)]
    [InlineData(1.3, 1e-12, true)]
    [InlineData(0.0012587661622092128, 1, false)]
    [InlineData(0.0012587661622092128, 1e-12, false)]
    public void Differences_are_trusted_where_the_slope_stays(double logit, double amplitude, bool isTrusted)
    {
        const string Members = "private static double Loss(Row row, double a) => 0.3 * row.LogOdds + a * Math.Cos(Math.Pow(row.TargetLogit, -1.7));";
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members) with { Arguments = [amplitude] }]);
        var row = new FuzzRow("near", [logit, -0.001245365827344358], Target: 0);
        var exact = new ExtendedLoss(batch.All[0].Plan!.Model, new Dictionary<string, double> { ["a"] = amplitude });
        Assert.Equal(isTrusted, CentralDifferences.AreApt(exact, row, j: 0, disagreement: amplitude * 1e-2));
        Assert.Null(new DeclarationOracle(new Tally()).Check(batch.All[0], [row]));
    }

    /// <summary>The method has the value that was read of it at the row, and another slope.</summary>
    [Fact]
    public void Finds_a_slope_that_is_not_the_methods()
    {
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare("private static double Loss(Row row) => row.Entropy - row.LogProb;")]);
        FuzzRow row = FuzzRow.Create(1)[0];
        CompiledDeclaration sound = batch.All[0];
        Assert.Null(new DeclarationOracle(new Tally()).Check(sound, [row]));
        CompiledDeclaration compiled = sound with { Reference = (z, t, p) => sound.Reference!(z, t, p) + 1e-2 * (z[t] - row.Logits[t]) };
        Assert.Equal("differences", new DeclarationOracle(new Tally()).Check(compiled, [row])?.Kind);
    }

    /// <summary>Of the Brier score: 2·p_j·(p_j − [j = t] − Σ p_k·(p_k − [k = t])); a masked class has none.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NegativeInfinity)]
    public void Derivatives_of_sums_are_those_of_the_formula(double logit)
    {
        const string Members = "private static double Loss(Row row) => row.Sum(c => Math.Pow(c.Prob - (c.IsTarget ? 1 : 0), 2));";
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members)]);
        var row = new FuzzRow("ordinary", [0.25, logit, -1, 2], Target: 2);
        var exact = new ExtendedLoss(batch.All[0].Plan!.Model, new Dictionary<string, double>());
        double sum = row.Logits.Sum(Math.Exp);
        double[] probs = [.. row.Logits.Select(z => Math.Exp(z) / sum)], errors = [.. probs.Select((p, j) => p - (j == row.Target ? 1 : 0))];
        double mean = probs.Zip(errors, (p, error) => p * error).Sum();
        (Extended value, Extended[] gradient, _, _) = exact.Evaluate(row, Noise.None)!.Value;
        Assert.Equal(errors.Sum(error => error * error), value.ToDouble(), 1e-15);
        for (int j = 0; j < probs.Length; j++)
            Assert.Equal(2 * probs[j] * (errors[j] - mean), gradient[j].ToDouble(), 1e-15);
    }

    /// <summary>Of −a·log p with the logits s·z: −log p by a, and −a·(z_t − Σ p_j·z_j) by s.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NegativeInfinity)]
    public void Derivatives_by_inputs_are_those_of_the_formula(double logit)
    {
        const string Members = """
            private static double Loss(Row row, [PerRow] double advantage) => -advantage * row.LogProb;
            private static double Logit(RowClass c, [PerRow] double inputs) => inputs * c.Logit;
            """;
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members) with { Inputs = ["inputs", "advantage"] }]);
        const double A = 1.5, S = 0.75;
        var row = new FuzzRow("ordinary", [0.25, logit, -1, 2], Target: 2) { Numbers = [A, S] };
        var exact = new ExtendedLoss(batch.All[0].Plan!.Model, new Dictionary<string, double>());
        double sum = row.Logits.Sum(z => Math.Exp(S * z));
        double[] probs = [.. row.Logits.Select(z => Math.Exp(S * z) / sum)];
        double mean = probs.Zip(row.Logits, (p, z) => p == 0 ? 0 : p * z).Sum();
        (Extended value, Extended[] gradient, Extended[] byInputs, _) = exact.Evaluate(row, Noise.None)!.Value;
        Assert.Equal(-A * Math.Log(probs[2]), value.ToDouble(), 1e-14);
        Assert.Equal(A * S * (probs[2] - 1), gradient[2].ToDouble(), 1e-14);
        Assert.Equal(-A * (row.Logits[2] - mean), byInputs[0].ToDouble(), 1e-14);
        Assert.Equal(-Math.Log(probs[2]), byInputs[1].ToDouble(), 1e-14);
    }

    /// <summary>In whichever of the module's two runs it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finds_a_derivative_by_an_input_that_is_off(bool withLogits)
    {
        const string Members = "private static double Loss(Row row, [PerRow] double advantage) => -Math.Pow(advantage, 2) * row.LogProb;";
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members) with { Inputs = ["advantage"] }]);
        IReadOnlyList<FuzzRow> rows = FuzzRow.Create(1);
        CompiledDeclaration sound = batch.All[0];
        var tally = new Tally();
        Assert.Null(new DeclarationOracle(tally).Check(sound, rows));
        Assert.True(tally.Inputs > rows.Count, tally.ToString());
        Assert.Equal("input", new DeclarationOracle(new Tally()).Check(sound with { Module = Off }, rows)?.Kind);

        ModuleRow Off(FuzzRow row, bool with, IGpuDevice? _)
        {
            ModuleRow found = sound.Module!(row, with);
            return found with { ByInputs = [.. found.ByInputs.Select(by => with == withLogits ? Slightly * by : by)] };
        }
    }

    [Theory]
    [InlineData("device value")]
    [InlineData("device gradient")]
    public void Finds_what_is_off_on_a_device(string kind)
    {
        const string Members = "private static double Loss(Row row) => -row.LogProb - 0.5 * row.Entropy;";
        using CompiledDeclarations batch = CompiledDeclarations.Compile([Declare(Members)]);
        IReadOnlyList<FuzzRow> rows = FuzzRow.Create(1);
        using var device = new InterpretedDevice();
        var tally = new Tally();
        Assert.Null(new DeclarationOracle(tally, device).Check(batch.All[0], rows));
        Assert.True(tally.Decided > 0 && tally.OnDevice == tally.Decided, tally.ToString());
        CompiledDeclaration off = batch.All[0] with { Module = Off };
        Assert.Null(new DeclarationOracle(new Tally()).Check(off, rows));
        Assert.Equal(kind, new DeclarationOracle(new Tally(), device).Check(off, rows)?.Kind);

        ModuleRow Off(FuzzRow row, bool withLogits, IGpuDevice? given)
        {
            ModuleRow found = batch.All[0].Module!(row, withLogits);
            if (given is null)
                return found;
            return kind == "device value"
                ? found with { Value = Slightly * found.Value }
                : found with { Gradient = [.. found.Gradient.Select(by => Slightly * by)] };
        }
    }

    private static RandomDeclaration Declare(string members)
    {
        string text = $"[SparseTargetLoss]\npublic sealed partial class {RandomDeclaration.NamePlace}\n{{\n{members}\n}}\n";
        return new RandomDeclaration("GivenLoss", new Piece(PieceKind.Declaration, text), [], [], [], RowSeed: 0);
    }

    /// <summary>f(f⁻¹(x)) or another identity comes back to x far beyond the digits of a double.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Arithmetic_has_far_more_digits_than_doubles(string function)
    {
        foreach (double x in (double[])[0.001, 0.1, 0.4, 0.75])
        {
            (Extended got, Extended expected) = Identity(function, x);
            double error = Math.Abs(((got - expected) / expected).ToDouble());
            Assert.True(error < 1e-26, $"{function} at {x}: off by {error}");
        }
    }

    private static (Extended, Extended) Identity(string function, Extended x)
    {
        Extended one = Extended.One;
        Extended third = one / 3;
        return function switch
        {
            "Exp" => (Extended.Exp(x) * Extended.Exp(third - x), Extended.Exp(third)),
            "ExpM1" => (Extended.ExpM1(x) * (Extended.Exp(x) + one), Extended.ExpM1(2 * x)),
            "Log" => (Extended.Log(Extended.Exp(x + 20)), x + 20),
            "LogP1" => (Extended.LogP1(Extended.ExpM1(x)), x),
            "Sqrt" => (Extended.Sqrt(x * third) * Extended.Sqrt(x * third), x * third),
            "Cbrt" => (Extended.Pow(Extended.Cbrt(x * third), 3), x * third),
            "Sin" => (Extended.Sin(2 * x), 2 * Extended.Sin(x) * Extended.Cos(x)),
            "Cos" => (Extended.Cos(x) * Extended.Cos(x) + Extended.Sin(x) * Extended.Sin(x), one),
            "Atan" => (Extended.Atan(Extended.Sin(x) / Extended.Cos(x)), x),
            "Asin" => (Extended.Asin(Extended.Sin(x)), x),
            "Acos" => (Extended.Acos(Extended.Cos(x)), x),
            "Sinh" => (Extended.Sinh(2 * x), 2 * Extended.Sinh(x) * Extended.Cosh(x)),
            "Cosh" => (Extended.Cosh(x) * Extended.Cosh(x) - Extended.Sinh(x) * Extended.Sinh(x), one),
            "Tanh" => (Extended.Tanh(x), Extended.Sinh(x) / Extended.Cosh(x)),
            "Asinh" => (Extended.Asinh(Extended.Sinh(x)), x),
            "Acosh" => (Extended.Acosh(Extended.Cosh(x + 1)), x + 1),
            _ => (Extended.Atanh(Extended.Tanh(x)), x),
        };
    }

    private static double WithGradient(double value, Span<double> gradient)
    {
        for (int j = 0; j < gradient.Length; j++)
            gradient[j] *= Slightly;
        return value;
    }
}
