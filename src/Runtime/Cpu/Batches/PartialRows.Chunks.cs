using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <content>What a worker does with a chunk, and how chunks are distributed over threads.</content>
internal sealed unsafe partial class PartialRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>
{
    private delegate void ChunkWork(ref Worker worker, long chunk);

    /// <summary>The exponentials and the scalars of a row, as they were when its sums were gathered.</summary>
    /// <returns>Whether the row has a softmax.</returns>
    private bool Restore(ref Worker worker)
    {
        if (TLoss.UsesSoftmax)
            Accumulate(ref worker);
        worker.Sweep.Flush();
        TakeRow(ref worker);
        if (worker.Evaluation.IsNaN)
            return false;
        if (ClassFunctions<TLoss>.Exist && !ClassFunctions<TLoss>.FollowFromFirstSweep)
            worker.Sweep.RescaleExponentials(worker.Evaluation.Reference.Maximum);
        return true;
    }

    private RowSums<double, Float64Math> Accumulate(ref Worker worker)
    {
        var sums = RowSums<double, Float64Math>.Empty();
        ChunkSums<TLoss, TGradient>.Accumulate(
            _loss, ref worker.Sweep, worker.Evaluation.Inputs, worker.First, 0, worker.Classes, ref sums);
        return sums;
    }

    private void TakeRow(ref Worker worker)
    {
        ref GatheredRow row = ref _parts.Rows![worker.Row];
        worker.Evaluation.Inputs = row.Inputs;
        TakeNumbers(ref worker);
        worker.Evaluation.Take(_loss, row.Sums, worker.Target, row.TargetLogit, _parts.RowClasses);
    }

    private void TakeNumbers(ref Worker worker)
    {
        for (int i = 0; i < TLoss.RowInputs; i++)
            worker.Evaluation.Inputs.SetNumber(i, _batch.RowInputs[i][worker.Row]);
    }

    private void TakeSweeps(ref Worker worker)
    {
        Take<FirstSweep>(ref worker, _sweeps);
        Take<SecondSweep>(ref worker, _sweeps);
        Take<ThirdSweep>(ref worker, _sweeps);
        Take<FourthSweep>(ref worker, _sweeps);
    }

    /// <summary>The sums of a sweep that is one of the first <paramref name="sweeps"/>.</summary>
    private void Take<TSweep>(ref Worker worker, int sweeps)
        where TSweep : struct, ISweep
    {
        if (TSweep.Index >= sweeps)
            return;
        worker.Evaluation.Prepare<TSweep>(_loss);
        worker.Evaluation.Sums<TSweep>() = _parts.Sweeps[TSweep.Index]![worker.Row];
    }

    private void ForChunks(ChunkWork work)
    {
        long chunks = _rows * _chunks;
        if (chunks > 0)
        {
            Partitions.Run(
                chunks, Partitions.Count(chunks, Math.Min(RowChunks.Length, _batch.Classes), _batch.Threads), _batch.Threads,
                (first, end) => ForChunks(first, end, work));
        }
    }

    private void ForChunks(long first, long end, ChunkWork work)
    {
        Scratch scratch = Scratch.Rent();
        try
        {
            var buffers = new ChunkBuffers<TNumber>(
                scratch, Math.Min(RowChunks.Length, _batch.Classes), ChunkSums<TLoss, TGradient>.KeepsExponentials, TLoss.ClassInputs);
            Worker worker = default;
            worker.Sweep = new ChunkSweep<TNumber, TVector, TLanes, TFormat>(
                buffers, _parts.RowClasses, _batch.LogitClassStride, _batch.GradientClassStride, _nonTemporal, _vectors.Elements,
                TLoss.ClassInputs);
            var cursor = new RowCursor(_batch, first / _chunks, stackalloc long[_batch.Sizes.Length]);
            for (long chunk = first; chunk < end; chunk++)
            {
                Begin(ref worker, chunk, cursor);
                work(ref worker, chunk);
                if ((chunk + 1) % _chunks == 0)
                    cursor.MoveNext();
            }
            if (TGradient.IsSet)
                worker.Sweep.Complete();
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>Turns to a chunk.</summary>
    private void Begin(ref Worker worker, long chunk, in RowCursor cursor)
    {
        long start = chunk % _chunks * RowChunks.Length;
        worker.Row = chunk / _chunks;
        worker.Target = _batch.Target(cursor.Target);
        worker.First = _parts.FirstClass + start;
        worker.Classes = Math.Min(RowChunks.Length, _batch.Classes - start);
        byte* gradient = TGradient.IsSet && _batch.Gradient != null
            ? (byte*)_batch.Gradient + (cursor.Gradient + start * _batch.GradientClassStride) * TFormat.Size
            : null;
        worker.Sweep.Begin(
            (byte*)_batch.Logits + (cursor.Logits + start * _batch.LogitClassStride) * TFormat.Size, gradient, worker.Classes,
            worker.Target - worker.First);
        if (worker.Target == _batch.IgnoreIndex)
            return;
        TakeNumbers(ref worker);
        if (TLoss.ClassInputs == 0)
            return;
        ClassInputRows rows = default;
        for (int i = 0; i < TLoss.ClassInputs; i++)
        {
            // Where class 0 would be, if this process held it.
            ClassInput input = _batch.ClassInputs[i];
            rows[i] = input.Row(cursor.Offset(input.RowStrides) - _parts.FirstClass * input.ClassStride);
        }
        worker.Sweep.Inputs.SetRow(rows);
    }

    /// <summary>What one worker has of the chunk at hand.</summary>
    private struct Worker
    {
        public ChunkSweep<TNumber, TVector, TLanes, TFormat> Sweep;
        public RowEvaluation<TLoss, TGradient> Evaluation;
        public long Row;
        public long Target;

        /// <summary>The number of the chunk's first class, and how many it has.</summary>
        public long First;
        public long Classes;
    }
}
