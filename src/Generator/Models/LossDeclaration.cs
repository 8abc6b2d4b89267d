using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>What came of reading one declaration. Places are here and not in the model: they move with every edit above them.</summary>
/// <param name="Model">The loss, or null where too little of the declaration was understood to write anything.</param>
/// <param name="Diagnostics">What is wrong with it, in the order of reading.</param>
/// <param name="Place">Where the method that declares the loss has its name; null where there is none.</param>
/// <param name="Sites">Quotients and function calls that the loss is made of, each after those within it.</param>
internal sealed record LossDeclaration(
    LossModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, LocationInfo? Place, EquatableArray<Site> Sites)
{
    /// <summary>The declaration of a class whose other part stands for it.</summary>
    public static readonly LossDeclaration Nothing = Of(EquatableArray<DiagnosticInfo>.Empty);

    /// <summary>A declaration of which no more is known than what is wrong with it.</summary>
    public static LossDeclaration Of(EquatableArray<DiagnosticInfo> diagnostics) => new(null, diagnostics, null, EquatableArray<Site>.Empty);
}

/// <summary>A piece of the loss where the user wrote it.</summary>
/// <param name="Value">What it stands for.</param>
/// <param name="Text">As it is written.</param>
internal sealed record Site(Expr Value, string Text, LocationInfo Location);
