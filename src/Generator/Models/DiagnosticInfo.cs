using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>A diagnostic that can be compared and kept: its place and arguments are plain values.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic(Compilation compilation) => Diagnostic.Create(Descriptor, Location.ToLocation(compilation), [.. Arguments]);
}
