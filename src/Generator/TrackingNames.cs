namespace SparseLsr.Gen.Generator;

/// <summary>The pipeline's steps by name, for tests of what is cached.</summary>
internal static class TrackingNames
{
    public const string Declaration = nameof(Declaration);
    public const string Model = nameof(Model);
    public const string Diagnostics = nameof(Diagnostics);
    public const string Plan = nameof(Plan);
}
