using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Logits in memory of one's own, with any layout, and what a kernel makes of them.</summary>
internal sealed unsafe class TestBatch
{
    private readonly ElementType _type;
    private readonly byte[] _logits;

    private readonly long[] _targets;

    /// <param name="type">The element type.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="classStride">The elements from one logit of a row to the next; rows are interleaved if it is more than 1.</param>
    /// <param name="targets">The target of each row.</param>
    public TestBatch(ElementType type, double[][] rows, long[] targets, int classStride = 1)
    {
        _type = type;
        _targets = targets;
        Classes = rows[0].Length;
        Rows = rows.Length;
        ClassStride = classStride;
        RowStride = classStride == 1 ? Classes : 1;
        // An element before the first one, so that nothing is aligned by luck.
        _logits = new byte[(Length + 1) * Size];
        foreach (ref byte b in _logits.AsSpan())
            b = 0x55;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Classes; j++)
                Write(type, _logits, 1 + Offset(i, j), rows[i][j]);
        }
    }

    public int Classes { get; }

    public int Rows { get; }

    private int ClassStride { get; }

    private int RowStride { get; }

    private int Size => _type is ElementType.Float64 ? 8 : _type is ElementType.Float32 ? 4 : 2;

    private int Length => (Rows - 1) * RowStride + (Classes - 1) * ClassStride + 1;

    /// <summary>A logit as it stands in memory, rounded.</summary>
    public double Logit(int row, int j) => Read(_type, _logits, 1 + Offset(row, j));

    public double[] LogitsOf(int row) => [.. Enumerable.Range(0, Classes).Select(j => Logit(row, j))];

    public Result Run<TLoss>(
        TLoss kernel, bool wantsLoss = true, bool wantsGradient = true, int threads = 1, double scale = 1,
        double[]? upstream = null, double[]? weight = null, long ignoreIndex = -100)
        where TLoss : unmanaged, IRowLoss =>
        Run(new BoundLoss<TLoss>(kernel), wantsLoss, wantsGradient, threads, scale, upstream, weight, ignoreIndex);

    public Result Run(
        BoundLoss kernel, bool wantsLoss = true, bool wantsGradient = true, int threads = 1, double scale = 1,
        double[]? upstream = null, double[]? weight = null, long ignoreIndex = -100, bool inPlace = false)
    {
        var losses = new double[Rows];
        var gradient = new byte[(Length + 1) * Size];
        if (inPlace)
            _logits.CopyTo(gradient, 0);
        else
            gradient.AsSpan().Fill(0xAA);
        fixed (byte* logits = inPlace ? gradient : _logits, written = gradient)
        fixed (long* targets = _targets)
        fixed (double* loss = losses, ups = upstream)
        {
            kernel.Run(new CpuBatch
            {
                ElementType = _type,
                Classes = Classes,
                Sizes = [Rows],
                Logits = logits + Size,
                LogitStrides = [RowStride],
                LogitClassStride = ClassStride,
                TargetType = TargetType.Int64,
                Targets = targets,
                TargetStrides = [1],
                IgnoreIndex = ignoreIndex,
                Weight = weight,
                Losses = wantsLoss ? loss : null,
                Gradient = wantsGradient ? written + Size : null,
                GradientStrides = [RowStride],
                GradientClassStride = ClassStride,
                Scale = scale,
                Upstream = ups,
                Threads = threads,
            });
        }
        for (int b = 0; b < Size; b++)
            Assert.Equal(inPlace ? 0x55 : 0xAA, gradient[b]);
        return new Result(this, losses, gradient);
    }

    private int Offset(int row, int j) => row * RowStride + j * ClassStride;

    private static double Read(ElementType type, byte[] memory, int index) => type switch
    {
        ElementType.Float32 => BitConverter.ToSingle(memory, index * 4),
        ElementType.Float64 => BitConverter.ToDouble(memory, index * 8),
        ElementType.Float16 => (double)BitConverter.ToHalf(memory, index * 2),
        _ => BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(memory, index * 2) << 16),
    };

    private static void Write(ElementType type, byte[] memory, int index, double value)
    {
        byte[] bytes = type switch
        {
            ElementType.Float32 => BitConverter.GetBytes((float)value),
            ElementType.Float64 => BitConverter.GetBytes(value),
            ElementType.Float16 => BitConverter.GetBytes((Half)value),
            _ => BitConverter.GetBytes((ushort)(BitConverter.SingleToInt32Bits((float)value) >> 16)),
        };
        bytes.CopyTo(memory, index * bytes.Length);
    }

    /// <summary>What came out.</summary>
    internal sealed record Result(TestBatch Batch, double[] Losses, byte[] Memory)
    {
        public double Gradient(int row, int j) => Read(Batch._type, Memory, 1 + Batch.Offset(row, j));

        public double[] GradientOf(int row) => [.. Enumerable.Range(0, Batch.Classes).Select(j => Gradient(row, j))];
    }
}
