using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reading stopped because the loss is too large.</summary>
/// <param name="location">The location for the diagnostic.</param>
/// <param name="reason">The reason, as an argument of the diagnostic.</param>
internal sealed class LossTooLargeException(Location location, string reason) : Exception(reason)
{
    public Location Location { get; } = location;
}
