using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>The user's locals keep their names in the kernel, whatever else it computes.</summary>
public sealed class LocalNameTests
{
    [Theory]
    [InlineData(
        "{ double x = Math.Cos(row.Prob), cos = Math.Sqrt(row.LogOdds); return Math.Cos(x) * Math.Cos(x) + cos * Math.Cos(cos); }",
        "T cos = TMath.Sqrt(row.LogOdds);", "T cos2 = TMath.Cos(x);")]
    [InlineData(
        "{ double ratio = Math.Sin(row.Prob), sum = a / row.LogOdds; return ratio * ratio + sum * sum; }",
        "T ratio = TMath.Sin(row.Prob);", "T sum = a / row.LogOdds;")]
    [InlineData(
        "=> row.SumOthers(c => { double logit = Math.Tanh(c.Logit); return logit * logit; });",
        "TValue logit = TMath.Tanh(logit2);", "TValue logit2 = of.Logit;")]
    // What the terms of a sum have in common is written before it.
    [InlineData("{ double x = row.Prob * row.Entropy + row.Prob * row.Complement; return x * Math.Sin(x); }", "T x = row.Prob * (", null)]
    // A name that is given twice.
    [InlineData(
        "{ double x = Math.Sin(row.Prob); x = Math.Cos(x * x); return x * x; }",
        "T x = TMath.Sin(row.Prob);", "T x2 = TMath.Cos(product);")]
    public void Kept(string body, string line, string? other)
    {
        string generated = Assert.Single(GeneratorHarness.Run(Declare(body)).Result.GeneratedSources).SourceText.ToString();
        Assert.Contains(line, generated);
        if (other is not null)
            Assert.Contains(other, generated);
    }
}
