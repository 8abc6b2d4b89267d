using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>
/// Runs a kernel on rows and compares loss and gradient with three oracles: the declared formula in extended arithmetic, the
/// generator's own interpreter of what it derived, and central differences of the declaration's own method. The derivatives by the
/// numbers that come with a row, which only the module has, are compared with the first; and so is what a device's kernels give of
/// the rows, if there is one.
/// </summary>
/// <remarks>
/// A kernel may be off by eight times what the declared formula moves by when each of its operations is off by a part in 1e12
/// (see <see cref="Noise"/>): that is its conditioning at this row. Where that is more than a thousandth of the result, where an
/// intermediate value leaves 1e±200, or where a comparison or a kink is a tie, nothing is decided.
/// </remarks>
/// <param name="tally">Counts.</param>
/// <param name="device">A device; null for none.</param>
internal sealed class DeclarationOracle(Tally tally, IGpuDevice? device = null)
{
    private const int Tries = 3, TriesBeforeBlame = 40;
    private const double Allowance = 8, WorstConditioning = 1e-3, Smallest = 1e-290;

    /// <summary>What is wrong with a declaration; null if nothing is known to be.</summary>
    public Finding? Check(CompiledDeclaration compiled, IEnumerable<FuzzRow> rows)
    {
        RandomDeclaration declaration = compiled.Declaration;
        tally.Declarations++;
        if (compiled.Fault is not null)
            return new Finding(declaration, compiled.Fault.Contains("Exception", StringComparison.Ordinal) ? "exception" : "C# error", compiled.Fault);
        if (compiled.Refusal is not null || compiled.Plan is null)
        {
            tally.Refused++;
            return compiled.Refusal is null ? new Finding(declaration, "silence", "neither generated nor refused") : null;
        }
        Dictionary<string, double> parameters = compiled.Plan.Model.Numbers.Zip(declaration.Arguments)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second);
        var exact = new ExtendedLoss(compiled.Plan.Model, parameters);
        foreach (FuzzRow row in rows)
        {
            if (Check(compiled, row, exact, parameters) is { } wrong)
                return new Finding(declaration, wrong.Kind, $"{wrong.Detail}, {row}");
        }
        return null;
    }

    private (string Kind, string Detail)? Check(CompiledDeclaration compiled, FuzzRow row, ExtendedLoss exact, IReadOnlyDictionary<string, double> parameters)
    {
        double[] arguments = compiled.Arguments(row);
        tally.Rows++;
        var gradient = new double[row.Logits.Length];
        double value = compiled.Kernel!(row.Logits, row.Target, gradient, arguments);
        double alone = compiled.Value!(row.Logits, row.Target, arguments);
        // .NET's own vector functions round otherwise once the runtime has compiled them again for the machine at hand.
        double rounding = compiled.Plan!.HasClasses ? 1e-13 * Math.Abs(value) : 0;
        if (!value.Equals(alone) && !(Math.Abs(value - alone) <= rounding))
            return ("two values", FormattableString.Invariant($"{value:R} with gradient, without it another"));
        if (Expectation.Of(exact, row, Tries) is not { } expected)
            return null;
        tally.Decided++;
        if (expected.Check(value, gradient) is not null)
        {
            // A few tries may have missed how badly conditioned it is.
            if (Expectation.Of(exact, row, TriesBeforeBlame) is not { } certain)
                return null;
            if (certain.Check(value, gradient) is { } wrong)
            {
                (double derived, double[] derivedGradient) = DerivedLoss.Interpret(compiled.Plan!, row, parameters);
                return (wrong.Kind, wrong.Detail + (certain.Check(derived, derivedGradient) is null ? "; as emitted, though rightly derived" : "; as derived"));
            }
            return null;
        }

        if (CompareInputs(compiled, row, exact, expected) is { } input)
            return input;
        if (CompareDevice(compiled, row, exact, expected) is { } onDevice)
            return onDevice;
        if (CompareSecond(compiled, row, exact, value, gradient) is { } second)
            return second;
        (double interpreted, double[] interpretedGradient) = DerivedLoss.Interpret(compiled.Plan!, row, parameters);
        if (expected.Check(interpreted, interpretedGradient) is { } other && Expectation.Of(exact, row, TriesBeforeBlame)?.Check(interpreted, interpretedGradient) is not null)
            return ("interpreter", other.Detail);
        Expectation? own = exact.HasNaiveFunctions ? Expectation.Of(exact, row, Tries, isNaive: true) : expected;
        // Where plain doubles lose the value on the way, so does the method.
        bool isLost = own?.IsValue(DerivedLoss.Declared(compiled.Plan!, row, parameters)) != true;
        return isLost ? null : CompareWithOwnMethod(compiled, row, exact, own!, gradient);
    }

    /// <summary>The derivatives by the numbers of the row, with the gradient by the logits and without it.</summary>
    private (string Kind, string Detail)? CompareInputs(CompiledDeclaration compiled, FuzzRow row, ExtendedLoss exact, Expectation expected)
    {
        string[] names = [.. compiled.Plan!.Model.RowInputs.Select(input => input.Name)];
        if (names.Length == 0)
            return null;
        foreach (bool withLogits in (bool[])[true, false])
        {
            double[] found = compiled.Module!(row, withLogits).ByInputs;
            for (int i = 0; i < found.Length; i++)
            {
                if (expected.InputTolerances[i] is not { } tolerance)
                    continue;
                tally.Inputs += found[i] == 0 ? 0 : 1;
                if (!expected.IsInput(i, found[i]) && Expectation.Of(exact, row, TriesBeforeBlame)?.IsInput(i, found[i]) == false)
                {
                    string detail = FormattableString.Invariant($"{found[i]:R}, expected {expected.ByInputs[i]:R} ± {tolerance:G3}");
                    return ("input", $"by {names[i]} {detail}");
                }
            }
        }
        return null;
    }

    /// <summary>The second derivatives times a direction that kernels compute, against differences of the exact gradient.</summary>
    private (string Kind, string Detail)? CompareSecond(
        CompiledDeclaration compiled, FuzzRow row, ExtendedLoss exact, double value, double[] gradient)
    {
        // A detached value moves with the logits; the entropy of a row that is sure of a class is what is left of larger numbers.
        bool isSure = row.Kind.Contains("confident", StringComparison.Ordinal) || row.Kind.Contains("wrong", StringComparison.Ordinal);
        if (compiled.Plan!.Directional is null || exact.HasDetach || (isSure && compiled.Plan.UsesEntropy)
            || SecondDifferences.Of(exact, row) is not { } differences)
            return null;
        double[] direction = SecondDifferences.Direction(row), found = compiled.Second!(row, direction, isComposed: false);
        // As the root of 0 has none, in torch neither.
        if (found.Any(double.IsNaN) && compiled.Second!(row, direction, isComposed: true).Any(double.IsNaN))
            return null;
        double rounding = 1e-14 * (1 + Math.Abs(value)) + 1e-10 * gradient.Max(Math.Abs);
        double tolerance = 4 * differences.Tolerance + 1e-8 * differences.Values.Max(Math.Abs) + rounding;
        tally.Seconds++;
        for (int j = 0; j < found.Length; j++)
        {
            if (!(Math.Abs(found[j] - differences.Values[j]) <= tolerance))
                return ("second", FormattableString.Invariant($"[{j}] {found[j]:R}, expected {differences.Values[j]:R} ± {tolerance:G3}"));
        }
        return null;
    }

    /// <summary>The loss and its gradient by the device's kernels.</summary>
    private (string Kind, string Detail)? CompareDevice(CompiledDeclaration compiled, FuzzRow row, ExtendedLoss exact, Expectation expected)
    {
        if (device is null)
            return null;
        tally.OnDevice++;
        ModuleRow found = compiled.Module!(row, withLogits: true, device);
        if (expected.Check(found.Value, found.Gradient) is null
            || Expectation.Of(exact, row, TriesBeforeBlame) is not { } certain || certain.Check(found.Value, found.Gradient) is not { } wrong)
            return null;
        return ("device " + wrong.Kind, wrong.Detail);
    }

    private (string Kind, string Detail)? CompareWithOwnMethod(
        CompiledDeclaration compiled, FuzzRow row, ExtendedLoss exact, Expectation expected, double[] gradient)
    {
        var differences = new CentralDifferences(compiled.Reference!, compiled.Arguments(row), row, expected.ValueTolerance);
        if (differences.Value is not { } reference)
            return null;
        tally.Referenced++;
        if (!expected.IsValue(reference))
            return ("meaning", FormattableString.Invariant($"the method itself gives {reference:R}, what was read of it {expected.Value:R}"));
        if (exact.HasDetach)
            return null;
        foreach (int j in (int[])[row.Target, (row.Target + 1) % row.Logits.Length])
        {
            if (differences.Of(j) is not { } difference || difference.Tolerance > WorstConditioning * gradient.Max(Math.Abs))
                continue;
            tally.Differences++;
            double disagreement = Math.Abs(difference.Value - gradient[j]);
            if (!(disagreement <= difference.Tolerance + expected.GradientTolerance) && CentralDifferences.AreApt(exact, row, j, disagreement))
                return ("differences", FormattableString.Invariant($"gradient[{j}] is {gradient[j]:R}, central differences give {difference.Value:R} ± {difference.Tolerance:G3}"));
        }
        return null;
    }

    /// <summary>What a row's loss and its derivatives are, and how far a kernel may be off; null where it is not known.</summary>
    private sealed record Expectation(
        double Value, double ValueTolerance, double[] Gradient, double GradientTolerance, double[] ByInputs, double?[] InputTolerances)
    {
        public static Expectation? Of(ExtendedLoss exact, FuzzRow row, int tries, bool isNaive = false)
        {
            if (exact.Evaluate(row, Noise.None) is not { } truth)
                return null;
            double valueMoves = 0, gradientMoves = 0;
            var inputMoves = new double[truth.ByInputs.Length];
            var random = new Random(1);
            for (int i = 0; i < tries; i++)
            {
                if (exact.Evaluate(row, new Noise(random, isNaive)) is not { } moved || !AreKept(truth.Margins, moved.Margins))
                    return null;
                valueMoves = Math.Max(valueMoves, Distance(moved.Value, truth.Value));
                gradientMoves = Math.Max(gradientMoves, moved.Gradient.Zip(truth.Gradient, Distance).Max());
                for (int k = 0; k < inputMoves.Length; k++)
                    inputMoves[k] = Math.Max(inputMoves[k], Distance(moved.ByInputs[k], truth.ByInputs[k]));
            }
            double value = truth.Value.ToDouble();
            double[] gradient = [.. truth.Gradient.Select(element => element.ToDouble())];
            double[] byInputs = [.. truth.ByInputs.Select(element => element.ToDouble())];
            double size = gradient.Max(Math.Abs);
            bool isKnown = valueMoves <= WorstConditioning * Math.Abs(value) && gradientMoves <= WorstConditioning * size;
            // What is exactly zero by cancellation is known as well as its parts.
            if (!isKnown && !(valueMoves <= 1e-9 && gradientMoves <= 1e-9))
                return null;
            return new Expectation(
                value, Tolerance(valueMoves, Math.Abs(value)), gradient, Tolerance(gradientMoves, size), byInputs,
                [.. inputMoves.Zip(byInputs, (moves, derivative) => moves <= Math.Max(WorstConditioning * Math.Abs(derivative), 1e-9)
                    ? Tolerance(moves, Math.Abs(derivative)) : (double?)null)]);
        }

        private static double Distance(Extended x, Extended y) => Math.Abs((x - y).ToDouble());

        private static double Tolerance(double moves, double size) => Allowance * (moves + Noise.Amplitude * size) + Smallest;

        /// <summary>Whether no comparison or kink comes anywhere near turning over.</summary>
        private static bool AreKept(double[] margins, double[] moved) =>
            !margins.Zip(moved).Any(pair => Math.Abs(pair.First - pair.Second) > 0.1 * Math.Abs(pair.First));

        public bool IsInput(int i, double derivative) =>
            InputTolerances[i] is not { } tolerance || Math.Abs(derivative - ByInputs[i]) <= tolerance;

        public bool IsValue(double value) => Math.Abs(value - Value) <= ValueTolerance;

        public (string Kind, string Detail)? Check(double value, double[] gradient)
        {
            if (!IsValue(value))
                return ("value", FormattableString.Invariant($"loss {value:R}, expected {Value:R} ± {ValueTolerance:G3}"));
            for (int j = 0; j < gradient.Length; j++)
            {
                if (!(Math.Abs(gradient[j] - Gradient[j]) <= GradientTolerance))
                    return ("gradient", FormattableString.Invariant($"gradient[{j}] {gradient[j]:R}, expected {Gradient[j]:R} ± {GradientTolerance:G3}"));
            }
            return null;
        }
    }
}
