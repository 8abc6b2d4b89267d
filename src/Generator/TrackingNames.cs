namespace SparseLsr.Gen.Generator;

/// <summary>The names of the pipeline's steps, for tests of what is cached.</summary>
internal static class TrackingNames
{
    public const string Declaration = nameof(Declaration);
    public const string Model = nameof(Model);
    public const string Diagnostics = nameof(Diagnostics);
    public const string Plan = nameof(Plan);
}
