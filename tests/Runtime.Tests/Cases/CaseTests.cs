using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Tests.Cases;

public sealed class CaseTests
{
    [Fact]
    public void EveryReadyMadeLossIsInTheTable()
    {
        Assert.Equal(12, LossTable.Defaults.Count);
        Assert.Equal(ShippedLosses.Names.ToHashSet(), LossTable.Defaults.Select(loss => loss.Loss).ToHashSet());
    }

    [Fact]
    public void TheFirstRowOfEachLossHasItsDefaults()
    {
        foreach (LossCase loss in LossTable.Defaults)
        {
            EquatableArray<LossParameter> declared = ShippedLosses.Plan(loss.Loss).Model.Parameters;
            Assert.Equal(declared.Select(parameter => parameter.Name), loss.Parameters.Keys);
            Assert.Equal(declared.Select(parameter => parameter.Default), loss.Arguments.Cast<double?>());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsAreOfTheirKind(bool isSingle)
    {
        foreach (RowCase row in RowTable.ClassCounts.SelectMany(classes => RowTable.Rows(classes, isSingle)))
        {
            bool hasOthers = row.Logits.Length == 1 || row.Logits.Where((_, j) => j != row.Target).Max() > double.NegativeInfinity;
            Assert.True(hasOthers, $"{row}: no other class");
            Assert.True(row.Logits[row.Target] > double.NegativeInfinity, $"{row}: the target is masked");
            Assert.True(!isSingle || row.Logits.All(logit => logit == (float)logit), $"{row}: not rounded");
        }
        RowCase masked = RowTable.Rows(4097, isSingle).First(row => row.Kind == RowKind.Masked);
        Assert.All(masked.Logits[..2048], logit => Assert.Equal(double.NegativeInfinity, logit));
    }

    [Fact]
    public void AWrongNumberIsCalledByItsRow()
    {
        var verdict = new Verdict();
        verdict.Check([1, 2], [1, 3], 0.5, () => "some row");
        string message = Assert.ThrowsAny<Exception>(verdict.AssertRight).Message;
        Assert.Contains("1 of 2 are wrong", message);
        Assert.Contains("some row, gradient[1]: got 2, expected 3 ± 0.5", message);
    }

    [Fact]
    public void NothingComparedIsNoSuccess() => Assert.ThrowsAny<Exception>(new Verdict().AssertRight);

    [Fact]
    public void NaNIsRightOnlyWhereNaNIsExpected()
    {
        var verdict = new Verdict();
        verdict.Check(double.NaN, double.NaN, 0, () => "");
        verdict.AssertRight();
        verdict.Check(double.NaN, 1, double.MaxValue, () => "");
        Assert.ThrowsAny<Exception>(verdict.AssertRight);
    }
}
