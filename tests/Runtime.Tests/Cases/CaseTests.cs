using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Tests.Cases;

public sealed class CaseTests
{
    [Fact]
    public void Every_ready_made_loss_of_statistics_is_in_the_table()
    {
        Assert.Equal(14, LossTable.Defaults.Count);
        string[] ofStatistics = [.. ShippedLosses.Names.Where(loss => !ShippedLosses.Plan(loss).HasClasses)];
        Assert.Equal(ofStatistics.ToHashSet(), LossTable.Defaults.Select(loss => loss.Loss).ToHashSet());
    }

    [Fact]
    public void The_first_row_of_each_loss_has_its_defaults()
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
    public void Rows_are_of_their_kind(bool isSingle)
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
    public void A_wrong_number_is_called_by_its_row()
    {
        var result = new CheckResult();
        result.Check([1, 2], [1, 3], 0.5, () => "some row");
        string message = Assert.ThrowsAny<Exception>(result.AssertRight).Message;
        Assert.Contains("1 of 2 are wrong", message);
        Assert.Contains("some row, gradient[1]: got 2, expected 3 ± 0.5", message);
    }

    [Fact]
    public void Nothing_compared_is_no_success() => Assert.ThrowsAny<Exception>(new CheckResult().AssertRight);

    [Fact]
    public void NaN_is_right_only_where_NaN_is_expected()
    {
        var result = new CheckResult();
        result.Check(double.NaN, double.NaN, 0, () => "");
        result.AssertRight();
        result.Check(double.NaN, 1, double.MaxValue, () => "");
        Assert.ThrowsAny<Exception>(result.AssertRight);
    }
}
