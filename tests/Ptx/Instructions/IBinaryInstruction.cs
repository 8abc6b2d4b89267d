namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>An operation on two registers, whose places are known to what fuses it with another.</summary>
internal interface IBinaryInstruction
{
    int Destination { get; }

    int Left { get; }

    int Right { get; }
}
