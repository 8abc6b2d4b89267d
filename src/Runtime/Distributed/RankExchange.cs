using System.Globalization;
using System.Runtime.InteropServices;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Distributed;

/// <summary>The exchange of one forward: with the first numbers, the ranks compare what has to be the same on all of them.</summary>
/// <param name="communicator">The ranks.</param>
/// <param name="firstClasses">The number of the first class of each rank, and behind them that of all classes.</param>
internal sealed class RankExchange(ICommunicator communicator, long[] firstClasses) : IPartExchange
{
    // In the order of the numbers before those of the rows.
    private static readonly string[] s_compared =
        ["targets or row inputs", "loss, parameters or options", "dtype of logits", "gradients that are wanted"];

    private readonly double[] _compared = new double[s_compared.Length];
    private string _operation = "";

    /// <summary>Whether what is thrown now is thrown on all ranks, so that none of them waits for another.</summary>
    public bool IsAgreed { get; private set; }

    /// <summary>Begins a forward: collective.</summary>
    /// <exception cref="ArgumentException">An argument is not as it must be; of a target that is no class, on all ranks.</exception>
    /// <exception cref="CommunicationException">A rank does not take part, or is asked for something else.</exception>
    public ForwardContext Prepare(in LossRequest request, TensorBatch batch, string loss)
    {
        var wanted = WantedGradients.Of(batch.Logits, batch.Inputs);
        _compared[1] = BitConverter.UInt64BitsToDouble(Settings(request, loss));
        _compared[2] = (int)batch.Layout.ElementType;
        _compared[3] = wanted is null ? 0 : (wanted.Logits ? 1 : 0) + (wanted.AnyInput ? 2 : 0);
        _operation = $"{loss} of logits {BatchLayout.Show(batch.Logits.shape)}";
        var parts = new RowParts(firstClasses, communicator.Rank, wanted is not null, this);
        ForwardContext context = CpuForwardContext.Prepare(request, batch, parts);
        IsAgreed = false;
        return context;
    }

    /// <inheritdoc/>
    public double[][] GatherRows(ulong rows, double[] own)
    {
        _compared[0] = BitConverter.UInt64BitsToDouble(rows);
        double[][] all = Gather([.. _compared, .. own]);
        IsAgreed = true;
        for (int rank = 1; rank < all.Length; rank++)
        {
            for (int i = 0; i < _compared.Length; i++)
            {
                if (BitConverter.DoubleToUInt64Bits(all[rank][i]) == BitConverter.DoubleToUInt64Bits(all[0][i]))
                    continue;
                throw new CommunicationException(
                    rank, $"Rank {rank} has other {s_compared[i]} than rank 0; here it is {_operation}. Expected the same on all ranks.");
            }
        }
        return [.. all.Select(numbers => numbers[_compared.Length..])];
    }

    /// <inheritdoc/>
    public double[][] Gather(double[] own)
    {
        var all = new double[checked(own.Length * communicator.Size)];
        communicator.AllGather(MemoryMarshal.AsBytes(own.AsSpan()), MemoryMarshal.AsBytes(all.AsSpan()), _operation);
        return [.. Enumerable.Range(0, communicator.Size).Select(rank => all[(rank * own.Length)..((rank + 1) * own.Length)])];
    }

    /// <summary>What the loss and its options are, the numbers of the own classes excepted.</summary>
    private static ulong Settings(in LossRequest request, string loss)
    {
        var hash = new LossHash();
        request.Loss.Run(hash);
        foreach (char letter in loss)
            hash.Add(letter);
        hash.Add((ulong)request.IgnoreIndex);
        hash.Add((ulong)request.Reduction);
        hash.Add(BitConverter.DoubleToUInt64Bits(request.Denominator ?? 0));
        hash.Add((ulong)request.Loss.Metrics);
        return hash.Value;
    }

    private sealed class LossHash : ILossAction
    {
        public ulong Value { get; private set; } = RowHash.Start;

        public void Add(ulong word) => Value = RowHash.Add(Value, word);

        // Its fields are doubles; a loss without any has one byte that says nothing.
        public void Run<TLoss>(in TLoss loss)
            where TLoss : unmanaged, IClassLoss
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<TLoss>(in loss));
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
                Add(word);
        }
    }
}
