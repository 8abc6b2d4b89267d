namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>An operation on one number of each lane.</summary>
internal interface IUnary<TSource, TResult>
{
    static abstract TResult Apply(TSource a);
}
