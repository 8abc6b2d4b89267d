namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Attributes of generated members.</summary>
internal static class Attributes
{
    /// <summary>
    /// Tools that measure coverage count what the user wrote alone. On members, because the class is the user's too. They would also write
    /// a counter into every method, which ILGPU cannot compile.
    /// </summary>
    public const string NotCovered = "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";
}
