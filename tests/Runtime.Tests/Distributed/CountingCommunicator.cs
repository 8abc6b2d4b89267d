using SparseLsr.Gen.Distributed;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>A rank that counts what it is asked for.</summary>
internal sealed class CountingCommunicator(ICommunicator inner) : ICommunicator
{
    /// <summary>How many bytes it has given to each collective.</summary>
    public List<int> Bytes { get; } = [];

    public int Rank => inner.Rank;

    public int Size => inner.Size;

    public void AllGather(ReadOnlySpan<byte> own, Span<byte> all, string operation)
    {
        Bytes.Add(own.Length);
        inner.AllGather(own, all, operation);
    }

    public void AllReduceSum(Span<double> values, string operation)
    {
        Bytes.Add(values.Length * sizeof(double));
        inner.AllReduceSum(values, operation);
    }

    public void Abort(string reason) => inner.Abort(reason);
}
