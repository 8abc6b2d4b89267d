using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Finds the method <c>Logit</c>, which transforms the logits before the loss sees them.</summary>
internal static class TransformReader
{
    /// <summary>The method; null where there is none, or where it cannot be one.</summary>
    public static LossSignature? Read(INamedTypeSymbol lossClass, DiagnosticSink diagnostics, CancellationToken cancellation)
    {
        IMethodSymbol[] methods = [.. lossClass.GetMembers(KnownNames.Logit).OfType<IMethodSymbol>()];
        if (methods.Length == 0)
            return null;
        foreach (IMethodSymbol other in methods.Skip(1))
            diagnostics.Report(LossDiagnostics.UnsupportedTransform, other.Locations[0], "is declared twice", "keep one, and rename the others");
        IMethodSymbol method = methods[0];
        if (FindObstacle(method) is not { } obstacle)
            return LossSignature.ReadMethod(method, isLoss: false, diagnostics, cancellation);
        diagnostics.Report(
            LossDiagnostics.UnsupportedTransform, method.Locations[0], obstacle, "declare it 'private static double Logit(RowClass c, ...)'");
        return null;
    }

    private static string? FindObstacle(IMethodSymbol method) => method switch
    {
        { IsStatic: false } => "is not static",
        { IsGenericMethod: true } => "is generic",
        { ReturnType.SpecialType: not SpecialType.System_Double } or { RefKind: not RefKind.None } => "does not return a 'double'",
        _ when method.Parameters.Length == 0 || !KnownNames.IsRowClass(method.Parameters[0].Type) => "does not take a class first",
        _ => null,
    };
}
