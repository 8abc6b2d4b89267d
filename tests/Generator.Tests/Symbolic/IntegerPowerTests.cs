using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

public sealed class IntegerPowerTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 3)]
    [InlineData(15, 6)]
    [InlineData(16, 4)]
    public void Is_computed_by_repeated_squaring(int exponent, int multiplications)
    {
        Expr expanded = IntegerPowers.Expand(Pow(LogOdds, exponent));
        Operation[] operations = expanded.PostOrder().OfType<Operation>().ToArray();
        Assert.All(operations, operation => Assert.Equal((Operator.Multiply, 2), (operation.Operator, operation.Operands.Count)));
        Assert.Equal(multiplications, operations.Length);
        Assert.Equal(Math.Pow(1.25, exponent), Interpreter.Evaluate(expanded, _ => 0, _ => 1.25), 1e-13);
    }

    [Fact]
    public void Squares_are_shared()
    {
        Expr[] powers = [.. Enumerable.Range(2, 7).Select(exponent => IntegerPowers.Expand(new Simplifier().Simplify(Pow(LogOdds, exponent))))];
        Assert.Equal(7, Expr.PostOrder(powers).OfType<Operation>().Count());
    }

    [Fact]
    public void Other_factors_stay()
    {
        Expr product = new Simplifier().Simplify(2.0 * A * LogOdds * LogOdds * LogOdds * Prob);
        Assert.Equal("2 * a * (LogOdds * LogOdds * LogOdds) * Prob", IntegerPowers.Expand(product).ToString());
    }

    [Fact]
    public void Other_exponents_stay()
    {
        Assert.Equal("Pow(LogOdds, a)", IntegerPowers.Expand(Pow(LogOdds, A)).ToString());
        Assert.Equal("Pow(LogOdds, 2.5)", IntegerPowers.Expand(Pow(LogOdds, 2.5)).ToString());
        Assert.Equal("Pow(LogOdds, 17)", IntegerPowers.Expand(Pow(LogOdds, 17)).ToString());
    }

    /// <summary>The Taylor series of −log p about p = 1, of an order that the caller chooses (Feng et al., 2020).</summary>
    [Fact]
    public void Taylor_loss_computes_no_exponential_and_no_power()
    {
        GeneratorRun run = GeneratorHarness.Run("""
            using System;
            using SparseLsr.Gen;

            [SparseTargetLoss]
            partial class TaylorLoss
            {
                static double Loss(Row row, double order = 2)
                {
                    double u = 1 - row.Prob;
                    double sum = u;
                    if (order >= 2)
                        sum += Math.Pow(u, 2) / 2;
                    if (order >= 3)
                        sum += Math.Pow(u, 3) / 3;
                    if (order >= 4)
                        sum += Math.Pow(u, 4) / 4;
                    if (order >= 8)
                        sum += Math.Pow(u, 8) / 8;
                    return sum;
                }
            }
            """);
        Assert.Empty(run.GeneratedErrors);
        string kernel = run.Result.GeneratedSources.Single().SourceText.ToString().Split("</remarks>")[1].Split("struct DirectionalKernel")[0];
        Assert.DoesNotContain("Math.Exp(", kernel);
        Assert.DoesNotContain("Math.Pow(", kernel);
    }
}
