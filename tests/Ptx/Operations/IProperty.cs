namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>A property that one number of each lane has or has not.</summary>
internal interface IProperty<T>
{
    static abstract bool Contains(T a);
}
