namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A number. Equality is bitwise, so that NaN equals NaN and 0 differs from −0.</summary>
internal sealed record Constant(double Value) : Expr
{
    public static readonly Constant Zero = new(0);
    public static readonly Constant One = new(1);

    public bool Equals(Constant? other) => other is not null && Bits == other.Bits;

    public override int GetHashCode() => Bits.GetHashCode();

    private long Bits => BitConverter.DoubleToInt64Bits(Value);
}
