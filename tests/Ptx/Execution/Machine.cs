using System.Numerics;
using System.Runtime.InteropServices;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>Executes launches, one block after the other, on the calling thread. For one thread at a time.</summary>
internal sealed unsafe class Machine(ExecutionOptions options) : IDisposable
{
    private const nuint Alignment = 64;

    private Warp[] _warps = [];
    private byte* _registers;
    private long _registerBytes;

    /// <summary>What is left to a device.</summary>
    public ExecutionOptions Options => options;

    /// <summary>The kernel that is executed.</summary>
    public Kernel Kernel { get; private set; } = null!;

    /// <summary>The launch's arguments, as PTX lays them out.</summary>
    public byte[] Parameters { get; private set; } = [];

    /// <summary>The global memory that the launch may access.</summary>
    public IReadOnlyList<MemoryView> Views { get; private set; } = [];

    /// <summary>For each instruction that accesses memory, the view it accessed last.</summary>
    public MemoryView?[] LastViews { get; private set; } = [];

    public LaunchGrid Grid { get; private set; }

    public SharedMemory Shared { get; } = new();

    public LaunchCounts Counts { get; private set; } = new();

    public Faults Faults { get; private set; } = new();

    /// <summary>The number of the launch.</summary>
    public int Launch { get; private set; }

    /// <summary>The number of the block that is executed, along both dimensions.</summary>
    public (int X, int Y) Group { get; private set; }

    /// <summary>Executes a launch to its end.</summary>
    /// <exception cref="PtxException">It cannot go on; <see cref="Faults"/> has what was wrong before.</exception>
    public void Run(Kernel kernel, LaunchGrid grid, byte[] parameters, IReadOnlyList<MemoryView> views)
    {
        Kernel = kernel;
        Grid = grid;
        Parameters = parameters;
        Views = views;
        LastViews = new MemoryView?[kernel.MemoryInstructions];
        Counts = new LaunchCounts();
        Faults = new Faults();
        Launch++;
        Approximate.Use(options.Errors);
        int warps = (grid.BlockSize + Warp.Lanes - 1) / Warp.Lanes;
        Prepare(warps);
        WarpScheduler scheduler = options.IndependentLanes ? new IndependentScheduler(this) : new ReconvergenceScheduler(this);
        for (int y = 0; y < grid.BlocksY; y++)
        {
            for (int x = 0; x < grid.BlocksX; x++)
            {
                Group = (x, y);
                RunGroup(scheduler, warps);
            }
        }
    }

    /// <summary>A lane's thread in the grid.</summary>
    public int GlobalThread(Warp warp, int lane) => (((Group.Y * Grid.BlocksX) + Group.X) * Grid.BlockSize) + warp.Thread(lane);

    public void Count(uint lanes)
    {
        Counts.ThreadInstructions += BitOperations.PopCount(lanes);
        if (++Counts.WarpInstructions > options.MostInstructions)
            throw new PtxException($"The launch has not ended after {options.MostInstructions} warp instructions.");
    }

    public void CountDivergence() => Counts.Divergences++;

    /// <summary>Notes a fault that does not keep the launch from going on.</summary>
    public void Report(Instruction instruction, string kind, Func<string> what) =>
        Faults.Add($"{instruction.Line} {kind}", () => $"line {instruction.Line}, {instruction.Text}: {what()}");

    /// <summary>A fault with which the launch cannot go on.</summary>
    public PtxException Error(Warp warp, Instruction instruction, string what) =>
        new($"line {instruction.Line}, {instruction.Text}: {what} (warp {warp.Index} of group {Group.X},{Group.Y})");

    public void Dispose()
    {
        NativeMemory.AlignedFree(_registers);
        _registers = null;
        _registerBytes = 0;
    }

    private void Prepare(int warps)
    {
        long bytes = (long)Kernel.RegisterBytes * warps;
        if (bytes > _registerBytes)
        {
            NativeMemory.AlignedFree(_registers);
            _registers = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
            _registerBytes = bytes;
        }
        if (_warps.Length < warps)
            _warps = [.. Enumerable.Range(0, warps).Select(index => new Warp(this, index))];
        foreach (Warp warp in _warps.AsSpan(0, warps))
        {
            warp.Registers = _registers + ((long)warp.Index * Kernel.RegisterBytes);
            if (warp.WrittenRegisters.Length < Kernel.RegisterNames.Length)
                warp.WrittenRegisters = new uint[Kernel.RegisterNames.Length];
            if (warp.Local.Length < Warp.Lanes * Kernel.LocalBytes)
            {
                warp.Local = GC.AllocateUninitializedArray<byte>(Warp.Lanes * Kernel.LocalBytes, pinned: true);
                warp.WrittenLocal = new bool[warp.Local.Length];
            }
            foreach (PresetRegister constant in Kernel.Constants)
                constant.Fill(warp);
        }
    }

    private void Start(Warp warp)
    {
        int threads = Math.Min(Warp.Lanes, Grid.BlockSize - warp.Thread(0));
        warp.Live = threads == Warp.Lanes ? Warp.AllLanes : (1u << threads) - 1;
        warp.SplitCount = 0;
        warp.Push(0, Kernel.End, warp.Live);
        warp.WrittenRegisters.AsSpan(0, Kernel.RegisterNames.Length).Clear();
        warp.WrittenLocal.AsSpan(0, Warp.Lanes * Kernel.LocalBytes).Clear();
        foreach (PresetRegister constant in Kernel.Constants)
            warp.WrittenRegisters[constant.Register.Id] = Warp.AllLanes;
        foreach ((string name, Register register) in Kernel.SpecialRegisters)
        {
            warp.WrittenRegisters[register.Id] = Warp.AllLanes;
            SpecialRegisters.Fill(name, warp, new Span<uint>(warp.Registers + register.Offset, Warp.Lanes));
        }
    }

    private void RunGroup(WarpScheduler scheduler, int warps)
    {
        Shared.Begin(Kernel.SharedBytes + Grid.SharedBytes);
        Span<Warp> running = _warps.AsSpan(0, warps);
        foreach (Warp warp in running)
            Start(warp);
        if (options.LastWarpFirst)
            running = running.ToArray().Reverse().ToArray();
        bool[] ended = new bool[warps];
        while (true)
        {
            for (int i = 0; i < warps; i++)
                ended[i] = ended[i] || scheduler.Run(running[i]);
            Warp[] waiting = [.. running.ToArray().Where((_, i) => !ended[i])];
            if (waiting.Length == 0)
                return;
            CheckBarrier(waiting, warps);
            Shared.Barrier();
            foreach (Warp warp in waiting)
                warp.Splits[warp.SplitCount - 1].Next++;
        }
    }

    private void CheckBarrier(Warp[] waiting, int warps)
    {
        Instruction barrier = Barrier(waiting[0]);
        foreach (Warp warp in waiting)
        {
            if (Barrier(warp) != barrier)
                throw Error(warp, barrier, $"other warps of the group wait at another barrier, in line {Barrier(warp).Line}");
        }
        int live = waiting.Sum(static warp => BitOperations.PopCount(warp.Live));
        if (waiting.Length < warps || live < Grid.BlockSize)
            Report(barrier, "barrier", () => $"{live} of {Grid.BlockSize} threads wait at a barrier; the others have left the kernel");

        Instruction Barrier(Warp warp) => Kernel.Instructions[warp.Splits[warp.SplitCount - 1].Next];
    }
}
