using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Interactive;

/// <summary>What the generator or the C# compiler says of a text.</summary>
public sealed record LossDiagnostic
{
    internal LossDiagnostic(string id, DiagnosticSeverity severity, int line, int column, string message) =>
        (Id, Severity, Line, Column, Message) = (id, severity, line, column, message);

    /// <summary>The id: <c>SLSR…</c> of the generator, <c>CS…</c> of the compiler.</summary>
    public string Id { get; }

    /// <summary>Whether it is an error, a warning or an information.</summary>
    public DiagnosticSeverity Severity { get; }

    /// <summary>The line of the text, from 1.</summary>
    public int Line { get; }

    /// <summary>The column of the line, from 1.</summary>
    public int Column { get; }

    /// <summary>What is wrong, and what to write instead.</summary>
    public string Message { get; }

    /// <summary>As compilers print it, such as <c>(1,38): error SLSR016: …</c>.</summary>
    public override string ToString() => $"({Line},{Column}): {Severity.ToString().ToLowerInvariant()} {Id}: {Message}";
}
