using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The sums of all sweeps over the other classes of a row.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SweepSums<T>
    where T : unmanaged
{
    /// <summary>How many sweeps there can be.</summary>
    internal const int Length = 4;

    /// <summary>The sums of the first sweep.</summary>
    public ClassSums<T> First;

    /// <summary>Those of the second, whose terms may use the first ones.</summary>
    public ClassSums<T> Second;

    /// <summary>Those of the third.</summary>
    public ClassSums<T> Third;

    /// <summary>Those of the fourth.</summary>
    public ClassSums<T> Fourth;
}
