namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>An operation on two numbers of each lane.</summary>
internal interface IBinary<TLeft, TRight, TResult>
{
    static abstract TResult Apply(TLeft a, TRight b);
}
