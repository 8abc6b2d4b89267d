using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Gathers what is wrong, each thing once: a method inlined twice is reported once.</summary>
internal sealed class DiagnosticSink
{
    private readonly HashSet<DiagnosticInfo> _seen = [];
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics = ImmutableArray.CreateBuilder<DiagnosticInfo>();

    /// <summary>Whether anything was found that leaves the loss without a meaning, reported here or by C# itself.</summary>
    public bool IsBroken { get; private set; }

    public EquatableArray<DiagnosticInfo> Diagnostics => new(_diagnostics.ToImmutable());

    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        if (descriptor.DefaultSeverity == DiagnosticSeverity.Error)
            Break();
        var diagnostic = new DiagnosticInfo(descriptor, LocationInfo.From(location), new EquatableArray<string>(arguments));
        if (_seen.Add(diagnostic))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Notes that the loss has no meaning because of something that C# reports.</summary>
    public void Break() => IsBroken = true;
}
