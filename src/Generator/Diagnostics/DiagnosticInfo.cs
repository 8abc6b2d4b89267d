using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;

namespace SparseLsr.Gen.Generator.Diagnostics;

/// <summary>A diagnostic that is equal by value and holds no syntax tree, so that the pipeline can cache it.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic(Compilation compilation) =>
        Diagnostic.Create(Descriptor, Location.ToLocation(compilation), [.. Arguments]);
}
