using System.Numerics;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>The engines that take one row, over the whole table: interpreter, the user's method, span functions.</summary>
public sealed class RowEngineTests
{
    /// <summary>Where 1 − p or p is smaller, plain C# has too few digits of it left.</summary>
    private const double PlainEnough = 1e-5;

    /// <summary>Every loss with every number of classes that it is defined for, with the most of them for its defaults alone.</summary>
    public static TheoryData<string, int> Cases =>
    [
        .. from loss in LossTable.All
           from classes in RowTable.ClassCounts
           where classes > 1 || !loss.RequiresTwoClasses
           where classes < RowTable.MostClasses || LossTable.Defaults.Contains(loss)
           select (loss.Name, classes),
    ];

    /// <summary>Those of float64, without the most classes, which the long tests have.</summary>
    public static TheoryData<string, int> Float64Cases =>
        [.. from data in Cases where data.Data.Item2 < RowTable.MostClasses select data.Data];

    /// <summary>Those in which 1 − p is not 0.</summary>
    public static TheoryData<string, int> CasesWithOthers => [.. from data in Float64Cases where data.Data.Item2 > 1 select data.Data];

    public static TheoryData<string> Losses => [.. LossTable.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Float64Cases))]
    public void The_interpreter_of_the_simplified_loss_and_its_derivatives(string name, int classes)
    {
        LossCase loss = LossTable.Named(name);
        Derivation derivation = ShippedLosses.Plan(loss.Loss).Derivation;
        var result = new CheckResult();
        foreach (RowCase row in RowTable.Rows(classes, isSingle: false))
        {
            ExactResult exact = ExactTable.Result(loss, row);
            string Describe() => $"{loss}, {row}, interpreter";
            result.Check(Value(derivation.Loss), exact.Value, Tolerance.OfValue(exact, isSingle: false), Describe);

            double others = Value(derivation.ByOthers), entropy = Value(derivation.ByEntropy), mean = Value(derivation.ByMean) / classes;
            double othersEntropy = row.Exact.OthersEntropy.ToDouble();
            double[] gradient = [.. row.Logits.Select((logit, j) => Element(logit, j))];
            result.Check(gradient, exact.Gradient, Tolerance.OfGradient(exact, isSingle: false), Describe);

            double Element(double logit, int j)
            {
                if (j == row.Target)
                    return Value(derivation.ByTarget) + mean;
                if (double.IsNegativeInfinity(logit))
                    return 0;
                double surprise = row.Exact.LogShare(j).ToDouble() + othersEntropy;
                return row.Exact.Share(j).ToDouble() * (others - entropy * surprise) + mean;
            }

            double Value(Expr expr) =>
                Interpreter.Evaluate(expr, parameter => loss.Parameters[parameter], statistic => row.Exact.Of(statistic).ToDouble());
        }
        result.AssertRight();
    }

    [Theory]
    [MemberData(nameof(CasesWithOthers))]
    public void The_users_own_method(string name, int classes)
    {
        LossCase loss = LossTable.Named(name);
        RowLoss<double> method = TestedLosses.Named(loss.Loss).Reference;
        var result = new CheckResult();
        foreach (RowCase row in RowTable.Rows(classes, isSingle: false).Where(IsPlain))
        {
            ExactResult exact = ExactTable.Result(loss, row);
            double value = method(row.Logits, row.Target, loss.Arguments);
            result.Check(value, exact.Value, Tolerance.OfValue(exact, isSingle: false), () => $"{loss}, {row}, own method");
        }
        result.AssertRight();

        static bool IsPlain(RowCase row) => !row.Exact.MeanIsInfinite
            && row.Exact.Of(RowStatistic.Prob) > PlainEnough
            && row.Exact.Of(RowStatistic.Complement) > PlainEnough;
    }

    [Theory]
    [MemberData(nameof(Float64Cases))]
    public void Spans_of_doubles(string name, int classes) => CheckSpans<double>(name, classes);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spans_of_floats(string name, int classes) => CheckSpans<float>(name, classes);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Losses))]
    public void All_of_it_with_the_most_classes(string name)
    {
        The_interpreter_of_the_simplified_loss_and_its_derivatives(name, RowTable.MostClasses);
        The_users_own_method(name, RowTable.MostClasses);
        Spans_of_doubles(name, RowTable.MostClasses);
        Spans_of_floats(name, RowTable.MostClasses);
    }

    private static void CheckSpans<T>(string name, int classes)
        where T : struct, IFloatingPointIeee754<T>
    {
        LossCase loss = LossTable.Named(name);
        TestedLoss generated = TestedLosses.Named(loss.Loss);
        bool isSingle = typeof(T) == typeof(float);
        var result = new CheckResult();
        foreach (RowCase row in RowTable.Rows(classes, isSingle))
        {
            ExactResult exact = ExactTable.Result(loss, row);
            T[] logits = [.. row.Logits.Select(T.CreateChecked)];
            var gradient = new T[classes];
            string Describe() => $"{loss}, {row}, span";
            double tolerance = Tolerance.OfValue(exact, isSingle);
            result.Check(generated.Evaluate<T>(logits, row.Target, loss.Arguments), exact.Value, tolerance, Describe);
            double value = generated.EvaluateWithGradient<T>(logits, row.Target, gradient, loss.Arguments);
            result.Check(value, exact.Value, tolerance, Describe);
            double[] got = [.. gradient.Select(double.CreateChecked)];
            result.Check(got, exact.Gradient, Tolerance.OfGradient(exact, isSingle), Describe);
        }
        result.AssertRight();
    }
}
