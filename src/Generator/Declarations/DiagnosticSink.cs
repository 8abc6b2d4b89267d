using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Collects diagnostics without duplicates: a fault in a method that is inlined twice is reported once.</summary>
internal sealed class DiagnosticSink
{
    private readonly HashSet<DiagnosticInfo> _seen = [];
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics = ImmutableArray.CreateBuilder<DiagnosticInfo>();

    /// <summary>Whether there is an error, reported here or by the compiler.</summary>
    public bool HasErrors { get; private set; }

    public EquatableArray<DiagnosticInfo> Diagnostics => new(_diagnostics.ToImmutable());

    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        if (descriptor.DefaultSeverity == DiagnosticSeverity.Error)
            HasErrors = true;
        var diagnostic = new DiagnosticInfo(descriptor, LocationInfo.From(location), new EquatableArray<string>(arguments));
        if (_seen.Add(diagnostic))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Records that the compiler reports an error in the declaration.</summary>
    public void NoteCompilerError() => HasErrors = true;
}
