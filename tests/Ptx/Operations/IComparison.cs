namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>A comparison of two numbers of each lane.</summary>
internal interface IComparison<T>
{
    static abstract bool Contains(T a, T b);
}
