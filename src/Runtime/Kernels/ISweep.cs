using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>Which sweep over the other classes of a row, known at compile time, so that its code has no trace of the others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISweep
{
    /// <summary>Its number, 0 to 3.</summary>
    static abstract int Index { get; }
}

internal readonly struct FirstSweep : ISweep
{
    public static int Index => 0;
}

internal readonly struct SecondSweep : ISweep
{
    public static int Index => 1;
}

internal readonly struct ThirdSweep : ISweep
{
    public static int Index => 2;
}

internal readonly struct FourthSweep : ISweep
{
    public static int Index => 3;
}
