using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>A load or a store of one register or several.</summary>
/// <param name="operand">What is accessed.</param>
/// <param name="index">Its number among those of the kernel.</param>
internal abstract unsafe class MemoryInstruction(MemoryOperand operand, int index) : Instruction
{
    protected const int MostBytes = 16;

    protected MemoryOperand Operand => operand;

    protected abstract MemoryAccess Access { get; }

    /// <summary>Where in this process a lane's memory is; null where it may not be accessed.</summary>
    /// <param name="warp">The warp.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="written">What is about to be written; null for a load.</param>
    protected byte* Resolve(Warp warp, int lane, byte* written)
    {
        long address = Address(warp, lane);
        int bytes = operand.Bytes;
        if ((address & (bytes - 1)) != 0)
            Report(warp, lane, "alignment", $"address {address:x} is no multiple of {bytes}");
        return operand.Space switch
        {
            StateSpace.Shared => ResolveShared(warp, lane, address, bytes),
            StateSpace.Local => ResolveLocal(warp, lane, address, bytes),
            _ => ResolveGlobal(warp, lane, address, bytes, written),
        };
    }

    /// <summary>The sectors of global memory that lanes access together.</summary>
    protected long Sectors(Warp warp, uint lanes)
    {
        if (!warp.Machine.Options.CountsSectors || operand.Space != StateSpace.Global)
            return 0;
        var sectors = new HashSet<long>();
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            long address = Address(warp, BitOperations.TrailingZeroCount(rest));
            for (long sector = address / LaunchCounts.SectorBytes; sector <= (address + operand.Bytes - 1) / LaunchCounts.SectorBytes; sector++)
                sectors.Add(sector);
        }
        return sectors.Count;
    }

    private long Address(Warp warp, int lane) => ((long*)(warp.Registers + operand.Address.Offset))[lane] + operand.Offset;

    private byte* ResolveShared(Warp warp, int lane, long address, int bytes)
    {
        SharedMemory shared = warp.Machine.Shared;
        if (address < 0 || address + bytes > shared.Size)
        {
            Report(warp, lane, "bounds", $"out of bounds: {bytes} bytes at {address} of {shared.Size} bytes of shared memory");
            return null;
        }
        int thread = warp.Thread(lane);
        if ((Access == MemoryAccess.Write ? shared.Write(address, bytes, thread) : shared.Read(address, bytes, thread)) is { } fault)
            Report(warp, lane, "shared", fault);
        return shared.Pointer(address);
    }

    private byte* ResolveLocal(Warp warp, int lane, long address, int bytes)
    {
        int size = warp.Machine.Kernel.LocalBytes;
        if (address < 0 || address + bytes > size)
        {
            Report(warp, lane, "bounds", $"out of bounds: {bytes} bytes at {address} of {size} bytes of local memory");
            return null;
        }
        int start = (lane * size) + (int)address;
        Span<bool> state = warp.WrittenLocal.AsSpan(start, bytes);
        if (Access == MemoryAccess.Write)
            state.Fill(true);
        else if (state.Contains(false))
            Report(warp, lane, "unwritten", "reads local memory that nothing has been written to");
        return (byte*)Unsafe.AsPointer(ref warp.Local[start]);
    }

    private byte* ResolveGlobal(Warp warp, int lane, long address, int bytes, byte* written)
    {
        if (Find(warp.Machine, address, bytes) is not { } view)
        {
            ReportOutside(warp, lane, address, bytes);
            return null;
        }
        if (view.State is not { } state)
            return (byte*)address;
        int launch = warp.Machine.Launch, thread = warp.Machine.GlobalThread(warp, lane);
        int other = state.OtherWriter(address, bytes, launch, thread);
        if (Access == MemoryAccess.Write)
        {
            // Several threads may leave the same value.
            if (other >= 0 && !new Span<byte>((byte*)address, bytes).SequenceEqual(new Span<byte>(written, bytes)))
                Report(warp, lane, "race", $"race: writes {view.Element(address)}, to which thread {other} of the grid has written something else");
            state.Write(address, bytes, launch, thread);
            return (byte*)address;
        }
        if (other >= 0)
            Report(warp, lane, "race", $"race: reads {view.Element(address)}, which thread {other} of the grid has written");
        if (!state.IsWritten(address, bytes))
            Report(warp, lane, "unwritten", $"reads {view.Element(address)}, which nothing has been written to");
        return (byte*)address;
    }

    // Mostly the one of the access before.
    private MemoryView? Find(Machine machine, long address, int bytes)
    {
        ref MemoryView? last = ref machine.LastViews[index];
        if (last is not null && last.Contains(address, bytes))
            return last;
        foreach (MemoryView view in machine.Views)
        {
            if ((view.Access & Access) != 0 && view.Contains(address, bytes))
                return last = view;
        }
        return null;
    }

    private void ReportOutside(Warp warp, int lane, long address, int bytes)
    {
        MemoryView? view = warp.Machine.Views.FirstOrDefault(view => view.Contains(address, bytes));
        if (view is not null)
        {
            Report(warp, lane, "access", $"{(Access == MemoryAccess.Write ? "writes" : "reads")} {view.Element(address)}, which is {view.Access} memory of the kernel");
            return;
        }
        MemoryView? nearest = warp.Machine.Views.MinBy(view => address < view.Start ? view.Start - address : address - view.Start - view.Bytes);
        string where = nearest is null ? "" : $", the nearest of which is {nearest.Name}, {nearest.Bytes} bytes at {nearest.Start:x}";
        Report(warp, lane, "bounds", $"out of bounds: {bytes} bytes at {address:x} are in none of the kernel's arguments{where}");
    }

    private void Report(Warp warp, int lane, string kind, string what) =>
        warp.Machine.Report(this, kind, () => $"{what} (thread {warp.Thread(lane)} of group {warp.Machine.Group.X},{warp.Machine.Group.Y})");
}
