namespace SparseLsr.Gen.Samples.Tests.Training;

/// <summary>
/// Tests that create networks run one after the other: these draw their weights from torch's generator, which all threads share.
/// </summary>
[CollectionDefinition(Name)]
public sealed class TorchGenerator
{
    public const string Name = "Torch's generator";
}
