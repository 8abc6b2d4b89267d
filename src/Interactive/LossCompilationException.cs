using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Interactive;

/// <summary>A text is no loss: it has errors.</summary>
public sealed class LossCompilationException : Exception
{
    internal LossCompilationException(IReadOnlyList<LossDiagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics.Where(IsError).Select(diagnostic => diagnostic.ToString()))) =>
        Diagnostics = diagnostics;

    /// <summary>Every diagnostic of the text, in the order of their places; warnings are among them.</summary>
    public IReadOnlyList<LossDiagnostic> Diagnostics { get; }

    private static bool IsError(LossDiagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
