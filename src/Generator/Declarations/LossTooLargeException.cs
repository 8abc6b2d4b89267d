using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reading was given up: the loss is too large, at a place and for a reason that a diagnostic tells.</summary>
internal sealed class LossTooLargeException(Location location, string reason) : Exception(reason)
{
    public Location Location { get; } = location;
}
