using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Puts the rows of a batch through a loss: by element type, by the widest vectors, on several threads.</summary>
internal static unsafe class CpuRows
{
    /// <summary>A result of more bytes than this does not stay in a cache, so that it is stored past them.</summary>
    private const double NonTemporalBytes = 16 << 20;

    public static void Run<TLoss>(in TLoss loss, CpuBatch batch)
        where TLoss : struct, IClassLoss
    {
        switch (batch.ElementType)
        {
            case ElementType.Float32:
                RunWidest<TLoss, float, NativeFormat<float>>(loss, batch);
                break;
            case ElementType.Float64:
                RunWidest<TLoss, double, NativeFormat<double>>(loss, batch);
                break;
            case ElementType.BFloat16:
                RunWidest<TLoss, float, BFloat16Format>(loss, batch);
                break;
            default:
                RunWidest<TLoss, float, Float16Format>(loss, batch);
                break;
        }
    }

    private static void RunWidest<TLoss, TNumber, TFormat>(in TLoss loss, CpuBatch batch)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (Vector512.IsHardwareAccelerated)
            RunWanted<TLoss, TNumber, Vector512<TNumber>, Lanes512<TNumber>, TFormat>(loss, batch);
        else if (Vector256.IsHardwareAccelerated)
            RunWanted<TLoss, TNumber, Vector256<TNumber>, Lanes256<TNumber>, TFormat>(loss, batch);
        else
            RunWanted<TLoss, TNumber, Vector128<TNumber>, Lanes128<TNumber>, TFormat>(loss, batch);
    }

    private static void RunWanted<TLoss, TNumber, TVector, TLanes, TFormat>(in TLoss loss, CpuBatch batch)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (batch.Gradient != null || batch.InputGradients.Length > 0 || batch.Parts is { GathersForGradient: true })
            RunVectors<TLoss, TNumber, TVector, TLanes, TFormat, Yes>(loss, batch);
        else
            RunVectors<TLoss, TNumber, TVector, TLanes, TFormat, No>(loss, batch);
    }

    private static void RunVectors<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(in TLoss loss, CpuBatch batch)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TGradient : struct, IFlag
    {
        if (TLoss.ClassVectors == 0)
        {
            RunPartitions<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, default);
            return;
        }
        Scratch scratch = Scratch.Rent();
        try
        {
            var vectors = new ClassVectors<TNumber>(scratch, TLoss.ClassVectors, batch.Classes);
            for (int i = 0; i < TLoss.ClassVectors; i++)
                vectors.Set(i, batch.ClassVectors[i]);
            if (batch.Parts is { } parts)
                vectors.SetFirst(parts.FirstClass, TLoss.ClassVectors);
            RunPartitions<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, vectors);
        }
        finally
        {
            scratch.Return();
        }
    }

    private static void RunPartitions<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(
        in TLoss loss, CpuBatch batch, ClassVectors<TNumber> vectors)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TGradient : struct, IFlag
    {
        long rows = batch.Rows;
        bool nonTemporal = TGradient.IsSet && (double)rows * batch.Classes * TFormat.Size > NonTemporalBytes;
        if (batch.Parts is { } parts)
        {
            RunPartial<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, parts, vectors, nonTemporal);
            return;
        }
        long split = RowChunks.SplitRows(rows, batch.Classes, batch.Threads), whole = rows - split;
        int partitions = Partitions.Count(whole, batch.Classes, batch.Threads);
        if (partitions > 1)
            RunParallel<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, vectors, whole, partitions, nonTemporal);
        else
            RunRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, vectors, 0, whole, nonTemporal);
        if (split > 0)
            SplitRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>.Run(loss, batch, vectors, whole, split, nonTemporal);
    }

    /// <summary>A method of its own, so that the JIT loads what it uses in programs that use it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunPartial<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(
        in TLoss loss, CpuBatch batch, RowParts parts, ClassVectors<TNumber> vectors, bool nonTemporal)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TGradient : struct, IFlag =>
        PartialRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>.Run(loss, batch, parts, vectors, nonTemporal);

    /// <summary>A method of its own, because the closure would be allocated for small batches too.</summary>
    private static void RunParallel<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(
        TLoss loss, CpuBatch batch, ClassVectors<TNumber> vectors, long rows, int partitions, bool nonTemporal)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TGradient : struct, IFlag =>
        Partitions.Run(
            rows, partitions, batch.Threads,
            (first, end) => RunRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, vectors, first, end, nonTemporal));

    private static void RunRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(
        in TLoss loss, CpuBatch batch, ClassVectors<TNumber> vectors, long first, long end, bool nonTemporal)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TGradient : struct, IFlag
    {
        if (first == end)
            return;
        Scratch scratch = Scratch.Rent();
        try
        {
            var buffers = new ChunkBuffers<TNumber>(
                scratch, batch.Classes, ChunkSums<TLoss, TGradient>.KeepsExponentials, TLoss.ClassInputs);
            var driver = new RowDriver<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(
                loss, batch.Classes, batch.InputGradients.Length > 0,
                new(
                    buffers, batch.Classes, batch.LogitClassStride, batch.GradientClassStride, nonTemporal, vectors.Elements,
                    TLoss.ClassInputs));
            var cursor = new RowCursor(batch, first, stackalloc long[batch.Sizes.Length]);
            for (long row = first; row < end; row++, cursor.MoveNext())
            {
                byte* gradient = TGradient.IsSet && batch.Gradient != null ? (byte*)batch.Gradient + cursor.Gradient * TFormat.Size : null;
                long target = batch.Target(cursor.Target);
                double value = 0;
                if (target == batch.IgnoreIndex)
                {
                    driver.Ignore(gradient);
                }
                else
                {
                    double weight = batch.ClassWeight(target);
                    if (ClassFunctions<TLoss>.HaveInputs)
                        TakeInputs(batch, row, target, cursor, ref driver);
                    byte* logits = (byte*)batch.Logits + cursor.Logits * TFormat.Size;
                    value = weight * driver.Run(logits, gradient, target, weight * batch.Factor(row));
                    if (TLoss.RowInputs > 0)
                        batch.SetInputGradients(row, weight, driver.By);
                    if (TLoss.Metrics > 0)
                        batch.SetMetrics(row, driver.Metrics);
                }
                if (batch.Losses != null)
                    batch.Losses[row] = value;
            }
            driver.Finish();
        }
        finally
        {
            scratch.Return();
        }
    }

    private static void TakeInputs<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(
        CpuBatch batch, long row, long target, in RowCursor cursor,
        ref RowDriver<TLoss, TNumber, TVector, TLanes, TFormat, TGradient> driver)
        where TLoss : struct, IClassLoss
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TGradient : struct, IFlag
    {
        ClassInputRows rows = default;
        batch.TakeInputs(row, target, cursor, ref driver.Inputs, ref rows);
        driver.SetClassInputs(rows);
    }
}
