namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>An operation on three numbers of each lane, such as a product to which the third is added.</summary>
internal interface ITernary<TFactor, TResult>
{
    static abstract TResult Apply(TFactor a, TFactor b, TResult c);
}
