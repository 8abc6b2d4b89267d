using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseLsr.Gen.Interactive;

/// <summary>A compiled text: the bytes of an assembly, and what was said of the text.</summary>
internal sealed record LossImage(byte[] Assembly, IReadOnlyList<LossDiagnostic> Diagnostics)
{
    /// <exception cref="LossCompilationException">The text has errors.</exception>
    public static LossImage Compile(string declaration, CancellationToken cancellation)
    {
        LossText text = LossText.Parse(declaration, Toolchain.ParseOptions, cancellation);
        if (text.FindStrayBrace(cancellation) is { } brace)
            throw new LossCompilationException([brace]);
        Compilation completed = Toolchain.Generate(text.Tree, out IReadOnlyList<Diagnostic> generated, cancellation);
        if (generated.Any(IsError))
        {
            // What was generated throws. What C# says of the text may explain more.
            IEnumerable<Diagnostic> own = completed.GetSemanticModel(text.Tree).GetDiagnostics(cancellationToken: cancellation);
            throw new LossCompilationException(Translate(text, [.. generated, .. own]));
        }
        using var image = new MemoryStream();
        var result = completed.Emit(image, cancellationToken: cancellation);
        LossDiagnostic[] diagnostics = Translate(text, [.. generated, .. result.Diagnostics]);
        return result.Success ? new LossImage(image.ToArray(), diagnostics) : throw new LossCompilationException(diagnostics);
    }

    /// <summary>What is said of the text. Where that has no error and the generated code has, what is said of that code.</summary>
    private static LossDiagnostic[] Translate(LossText text, Diagnostic[] diagnostics)
    {
        IEnumerable<LossDiagnostic> shown = diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed)
            .Select(text.Translate).OfType<LossDiagnostic>();
        if (diagnostics.Any(IsError) && !shown.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            shown = shown.Concat(diagnostics.Where(IsError).Select(text.Attribute));
        return [.. shown.Distinct().OrderBy(diagnostic => (diagnostic.Line, diagnostic.Column))];
    }

    /// <summary>To Roslyn a generator that breaks off is a warning, but nothing is generated then.</summary>
    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "CS8785";
}
