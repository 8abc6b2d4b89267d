using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The functions of a class that a generated loss calls, so that one text serves the vectors of the CPU and the numbers of a GPU.
/// Implemented by types without state.
/// </summary>
/// <typeparam name="TValue">A number of one class, or a vector with those of several.</typeparam>
/// <typeparam name="TCondition">A condition on such a value: <see cref="bool"/>, or a mask of the lanes for which it holds.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IClassMath<TValue, TCondition> : IMathFunctions<TValue>
    where TValue : struct
    where TCondition : struct
{
    /// <summary>x &lt; y.</summary>
    static abstract TCondition Less(TValue x, TValue y);

    /// <summary>x ≤ y.</summary>
    static abstract TCondition LessOrEqual(TValue x, TValue y);

    /// <summary>x = y.</summary>
    static abstract TCondition Equal(TValue x, TValue y);

    /// <summary>Both.</summary>
    static abstract TCondition And(TCondition x, TCondition y);

    /// <summary>Either or both.</summary>
    static abstract TCondition Or(TCondition x, TCondition y);

    /// <summary>Not.</summary>
    static abstract TCondition Not(TCondition x);

    /// <summary>x where the condition holds, else y.</summary>
    static abstract TValue Select(TCondition condition, TValue x, TValue y);

    /// <summary>Of a masked class x, a product without guards; of another one y, the same product with guards.</summary>
    static abstract TValue SelectMasked(TCondition masked, TValue x, TValue y);
}
