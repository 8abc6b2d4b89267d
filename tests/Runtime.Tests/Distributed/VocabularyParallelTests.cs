using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>Losses whose classes are distributed over ranks, against the module that holds all of them.</summary>
public sealed class VocabularyParallelTests
{
    public static TheoryData<string> Losses => [.. ShippedLosses.Names];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_is_that_of_all_classes(string name)
    {
        using var scope = NewDisposeScope();
        ReadyMadeCases.Of(name, nn.Reduction.None).Check(1, 2, 3);
        ReadyMadeCases.Of(name, nn.Reduction.Mean, isWeighted: true).Check(3, 5);
        (ReadyMadeCases.Of(name, nn.Reduction.Mean) with { Type = ScalarType.Float32, Tolerance = 2e-6 }).Check(3);
    }
}
