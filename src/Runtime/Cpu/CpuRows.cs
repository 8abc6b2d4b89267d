using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseLsr.Gen.Cpu;

/// <summary>Puts every row of a batch through a kernel.</summary>
internal static unsafe class CpuRows
{
    /// <summary>A result of more bytes than this does not stay in a cache, so that it is stored past them.</summary>
    private const double NonTemporalBytes = 16 << 20;

    public static void Run<TKernel>(in TKernel kernel, CpuBatch batch)
        where TKernel : struct, ISparseTargetKernel
    {
        switch (batch.ElementType)
        {
            case ElementType.Float32:
                RunWidest<TKernel, float, NativeFormat<float>>(kernel, batch);
                break;
            case ElementType.Float64:
                RunWidest<TKernel, double, NativeFormat<double>>(kernel, batch);
                break;
            case ElementType.BFloat16:
                RunWidest<TKernel, float, BFloat16Format>(kernel, batch);
                break;
            default:
                RunWidest<TKernel, float, Float16Format>(kernel, batch);
                break;
        }
    }

    private static void RunWidest<TKernel, TNumber, TFormat>(in TKernel kernel, CpuBatch batch)
        where TKernel : struct, ISparseTargetKernel
        where TNumber : unmanaged, INumberBase<TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (Vector512.IsHardwareAccelerated)
            RunShares<TKernel, TNumber, Vector512<TNumber>, Lanes512<TNumber>, TFormat>(kernel, batch);
        else if (Vector256.IsHardwareAccelerated)
            RunShares<TKernel, TNumber, Vector256<TNumber>, Lanes256<TNumber>, TFormat>(kernel, batch);
        else
            RunShares<TKernel, TNumber, Vector128<TNumber>, Lanes128<TNumber>, TFormat>(kernel, batch);
    }

    private static void RunShares<TKernel, TNumber, TVector, TLanes, TFormat>(in TKernel kernel, CpuBatch batch)
        where TKernel : struct, ISparseTargetKernel
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        long rows = batch.Rows;
        int shares = RowShares.Count(rows, batch.Classes, batch.Threads);
        if (shares > 1)
            RunParallel<TKernel, TNumber, TVector, TLanes, TFormat>(kernel, batch, rows, shares);
        else
            RunRows<TKernel, TNumber, TVector, TLanes, TFormat>(kernel, batch, 0, rows);
    }

    /// <summary>Apart, because the closure would be allocated for small batches too.</summary>
    private static void RunParallel<TKernel, TNumber, TVector, TLanes, TFormat>(
        TKernel kernel, CpuBatch batch, long rows, int shares)
        where TKernel : struct, ISparseTargetKernel
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber> =>
        RowShares.Run(
            rows, shares, batch.Threads,
            (first, end) => RunRows<TKernel, TNumber, TVector, TLanes, TFormat>(kernel, batch, first, end));

    private static void RunRows<TKernel, TNumber, TVector, TLanes, TFormat>(TKernel kernel, CpuBatch batch, long first, long end)
        where TKernel : struct, ISparseTargetKernel
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (first == end)
            return;
        bool wantsGradient = batch.Gradient != null;
        bool nonTemporal = wantsGradient && (double)batch.Rows * batch.Classes * TFormat.Size > NonTemporalBytes;
        Scratch scratch = Scratch.Rent();
        try
        {
            var buffers = new RowBuffers<TNumber>(scratch, batch.Classes, wantsGradient);
            var sweep = new RowSweep<TNumber, TVector, TLanes, TFormat>(
                buffers, batch.Classes, batch.LogitClassStride, batch.GradientClassStride, nonTemporal);
            var cursor = new RowCursor(batch, first, stackalloc long[batch.Sizes.Length]);
            for (long row = first; row < end; row++, cursor.MoveNext())
            {
                byte* gradient = wantsGradient ? (byte*)batch.Gradient + cursor.Gradient * TFormat.Size : null;
                long target = ReadTarget(batch, cursor.Target);
                double loss = 0;
                if (target == batch.IgnoreIndex)
                {
                    sweep.Ignore(gradient);
                }
                else
                {
                    double weight = batch.Weight is { } weights ? weights[target] : 1;
                    double factor = batch.Scale * weight * (batch.Upstream != null ? batch.Upstream[row] : 1);
                    sweep.Begin((byte*)batch.Logits + cursor.Logits * TFormat.Size, gradient, target, factor);
                    loss = weight * kernel.Row(ref sweep);
                }
                if (batch.Losses != null)
                    batch.Losses[row] = loss;
            }
            sweep.Finish();
        }
        finally
        {
            scratch.Return();
            // Stores past the caches are not ordered with the store that tells another thread of them.
            if (nonTemporal && Sse.IsSupported)
                Sse.StoreFence();
        }
    }

    private static long ReadTarget(CpuBatch batch, long offset) => batch.TargetType switch
    {
        TargetType.Int64 => ((long*)batch.Targets)[offset],
        TargetType.Int32 => ((int*)batch.Targets)[offset],
        _ => ((byte*)batch.Targets)[offset],
    };
}
