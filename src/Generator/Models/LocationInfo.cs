using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>A place in a source file as path and span: unlike a <see cref="Location"/> it keeps no syntax tree alive.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo From(Location location) =>
        new(location.SourceTree?.FilePath ?? string.Empty, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
