namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>The names by which generated code calls its helpers, and the types that they stand for.</summary>
/// <remarks><c>KnownNames.Helpers</c> has the same names, because the reader looks for clashes with them.</remarks>
internal static class HelperNames
{
    public static readonly IReadOnlyDictionary<string, string> FullNames = new Dictionary<string, string>
    {
        ["Float64Math"] = "global::SparseLsr.Gen.CompilerServices.Float64Math",
        ["TorchMath"] = "global::SparseLsr.Gen.CompilerServices.TorchMath",
    };
}
