namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>The names by which generated code calls its helpers, and the types that they stand for.</summary>
/// <remarks><c>KnownNames.Helpers</c> has the same names, because the reader looks for clashes with them.</remarks>
internal static class HelperNames
{
    public static readonly IReadOnlyDictionary<string, string> FullNames = new Dictionary<string, string>
    {
        ["Math"] = "global::System.Math",
        ["Scalars"] = "global::SparseLsr.Gen.Cpu.Scalars",
        ["DeviceMath"] = "global::SparseLsr.Gen.Gpu.DeviceMath",
        ["TorchMath"] = "global::SparseLsr.Gen.Torch.TorchMath",
    };
}
