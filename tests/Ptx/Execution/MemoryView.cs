namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>Global memory that a launch may access: the elements of one argument.</summary>
/// <param name="Name">The argument's name.</param>
/// <param name="Start">Its address.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ElementBytes">The size of an element, for messages.</param>
/// <param name="Access">What the kernel may do with it.</param>
/// <param name="State">What is known of the memory it lies in; null where nothing is.</param>
internal sealed record MemoryView(string Name, long Start, long Bytes, int ElementBytes, MemoryAccess Access, MemoryState? State)
{
    /// <summary>Whether an access lies inside.</summary>
    public bool Contains(long address, int bytes) => address >= Start && address + bytes <= Start + Bytes;

    /// <summary>The element at an address, as messages name it.</summary>
    public string Element(long address) => $"{Name}[{(address - Start) / ElementBytes}]";
}
