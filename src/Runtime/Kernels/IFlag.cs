using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>A choice that is known at compile time, so that code specialized for it carries no trace of the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFlag
{
    /// <summary>The choice.</summary>
    static abstract bool IsSet { get; }
}

internal readonly struct Yes : IFlag
{
    public static bool IsSet => true;
}

internal readonly struct No : IFlag
{
    public static bool IsSet => false;
}
