namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>A parameter of an inlined function: a register for each part of it that is passed.</summary>
internal sealed class ParameterSlots(string name, RegisterFile file)
{
    private readonly Dictionary<int, Register> _slots = [];

    /// <summary>The register for the part at an offset.</summary>
    /// <exception cref="PtxException">The part is passed in another size.</exception>
    public Register At(int offset, int bytes)
    {
        if (!_slots.TryGetValue(offset, out Register? slot))
            _slots[offset] = slot = file.Allocate(bytes, $"{name}+{offset}");
        return slot.Bytes == bytes ? slot : throw new PtxException($"{name}+{offset} has {slot.Bytes} bytes, not {bytes}.");
    }
}
