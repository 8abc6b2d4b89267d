using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SparseLsr.Gen.Generator.Diagnostics;

/// <summary>A location in a source file as path and span. Unlike a <see cref="Location"/>, it keeps no syntax tree alive.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo From(Location location) =>
        new(location.SourceTree?.FilePath ?? string.Empty, location.SourceSpan, location.GetLineSpan().Span);

    /// <summary>The location in the compilation's syntax tree, so that pragmas, attributes and .editorconfig files apply to it.</summary>
    public Location ToLocation(Compilation compilation) =>
        compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path && tree.Length >= Span.End) is { } tree
            ? Location.Create(tree, Span)
            : Location.Create(Path, Span, Lines);
}
