using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// Puts long rows through a loss, their chunks distributed over threads: all chunks are accumulated, each row's sums are merged and
/// evaluated, and all chunks are written. For a loss with sums of functions of a class, all chunks are swept once more for each level
/// of sums before the rows are evaluated. A chunk keeps its exponentials from one step to the other.
/// </summary>
internal sealed unsafe class SplitRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>
    where TLoss : struct, IClassLoss
    where TNumber : unmanaged, INumberBase<TNumber>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, TNumber>
    where TFormat : struct, IElementFormat<TNumber>
    where TGradient : struct, IFlag
{
    private readonly TLoss _loss;
    private readonly CpuBatch _batch;
    private readonly ClassVectors<TNumber> _vectors;
    private readonly long _firstRow;
    private readonly bool _nonTemporal;
    private readonly int _chunks;
    private readonly int _sweeps;
    private readonly Row[] _rows;
    private readonly Chunk[] _parts;

    private SplitRows(
        in TLoss loss, CpuBatch batch, ClassVectors<TNumber> vectors, long firstRow, long rows, bool nonTemporal)
    {
        _loss = loss;
        _batch = batch;
        _vectors = vectors;
        _firstRow = firstRow;
        _nonTemporal = nonTemporal;
        _chunks = RowChunks.Count(batch.Classes);
        _sweeps = RowEvaluation<TLoss, TGradient>.Sweeps(batch.InputGradients.Length > 0);
        _rows = new Row[rows];
        _parts = new Chunk[rows * _chunks];
    }

    /// <summary>Puts rows of a batch, of more than one chunk each, through the loss.</summary>
    public static void Run(
        in TLoss loss, CpuBatch batch, ClassVectors<TNumber> vectors, long firstRow, long rows, bool nonTemporal)
    {
        var split = new SplitRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, vectors, firstRow, rows, nonTemporal);
        try
        {
            split.Place();
            // One range for each thread, so that most chunks are written by the thread that accumulated them.
            int parts = split._parts.Length, ranges = Math.Min(parts, batch.Threads);
            Partitions.Run(parts, ranges, batch.Threads, split.Accumulate);
            split.Merge();
            split.SumClasses(ranges);
            split.Evaluate();
            if (TGradient.IsSet && batch.Gradient != null)
                Partitions.Run(parts, ranges, batch.Threads, split.Write);
        }
        finally
        {
            foreach (ref Chunk part in split._parts.AsSpan())
                part.Scratch?.Return();
        }
    }

    private void Place()
    {
        var cursor = new RowCursor(_batch, _firstRow, stackalloc long[_batch.Sizes.Length]);
        for (int row = 0; row < _rows.Length; row++, cursor.MoveNext())
        {
            _rows[row].Logits = (byte*)_batch.Logits + cursor.Logits * TFormat.Size;
            _rows[row].Gradient = TGradient.IsSet && _batch.Gradient != null
                ? (byte*)_batch.Gradient + cursor.Gradient * TFormat.Size
                : null;
            _rows[row].Target = _batch.Target(cursor.Target);
            if (ClassFunctions<TLoss>.HaveInputs && _rows[row].Target != _batch.IgnoreIndex)
            {
                _batch.TakeInputs(
                    _firstRow + row, _rows[row].Target, cursor, ref _rows[row].Evaluation.Inputs, ref _rows[row].ClassInputs);
            }
        }
    }

    private void Accumulate(long first, long end)
    {
        for (long i = first; i < end; i++)
        {
            ref Row row = ref _rows[i / _chunks];
            ref Chunk part = ref _parts[i];
            long start = i % _chunks * RowChunks.Length, classes = Math.Min(RowChunks.Length, _batch.Classes - start);
            part.Scratch = Scratch.Rent();
            part.Sweep = new ChunkSweep<TNumber, TVector, TLanes, TFormat>(
                new ChunkBuffers<TNumber>(part.Scratch, classes, ChunkSums<TLoss, TGradient>.KeepsExponentials, TLoss.ClassInputs),
                _batch.Classes, _batch.LogitClassStride, _batch.GradientClassStride, _nonTemporal, _vectors.Elements, TLoss.ClassInputs);
            if (TLoss.ClassInputs > 0)
                part.Sweep.Inputs.SetRow(row.ClassInputs);
            part.Sweep.Begin(
                row.Logits + start * _batch.LogitClassStride * TFormat.Size,
                row.Gradient != null ? row.Gradient + start * _batch.GradientClassStride * TFormat.Size : null,
                classes, row.Target - start);
            part.Sums = RowSums<double, Float64Math>.Empty();
            if (row.Target != _batch.IgnoreIndex)
                ChunkSums<TLoss, TGradient>.Accumulate(_loss, ref part.Sweep, row.Evaluation.Inputs, start, 0, classes, ref part.Sums);
        }
    }

    private void Merge()
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            ref Row row = ref _rows[i];
            if (row.Target == _batch.IgnoreIndex)
                continue;
            Span<Chunk> parts = _parts.AsSpan(i * _chunks, _chunks);
            RowSums<double, Float64Math> sums = parts[0].Sums;
            foreach (ref Chunk part in parts[1..])
                sums.Merge(part.Sums);
            double targetLogit = TFormat.ReadOne(row.Logits + row.Target * _batch.LogitClassStride * TFormat.Size);
            row.Evaluation.Take(_loss, sums, row.Target, targetLogit, _batch.Classes);
            row.Reference = row.Evaluation.Reference;
        }
    }

    private void SumClasses(int ranges)
    {
        if (_sweeps > 0)
            SumClasses<FirstSweep>(ranges);
        if (_sweeps > 1)
            SumClasses<SecondSweep>(ranges);
        if (_sweeps > 2)
            SumClasses<ThirdSweep>(ranges);
        if (_sweeps > 3)
            SumClasses<FourthSweep>(ranges);
    }

    private void SumClasses<TSweep>(int ranges)
        where TSweep : struct, ISweep
    {
        foreach (ref Row row in _rows.AsSpan())
        {
            if (IsSwept(row))
                row.Evaluation.Prepare<TSweep>(_loss);
        }
        Partitions.Run(_parts.Length, ranges, _batch.Threads, SumParts<TSweep>);
        for (int i = 0; i < _parts.Length; i++)
        {
            ref Row row = ref _rows[i / _chunks];
            if (IsSwept(row))
                SweepSumming<EightSums>.Add(ref row.Evaluation.Sums<TSweep>(), _parts[i].ClassSums);
        }
    }

    private void SumParts<TSweep>(long first, long end)
        where TSweep : struct, ISweep
    {
        for (long i = first; i < end; i++)
        {
            ref Row row = ref _rows[i / _chunks];
            ref Chunk part = ref _parts[i];
            if (!IsSwept(row))
                continue;
            long start = i % _chunks * RowChunks.Length, classes = Math.Min(RowChunks.Length, _batch.Classes - start);
            if (TSweep.Index == 0)
                part.Sweep.RescaleExponentials(row.Reference.Maximum);
            part.Sweep.SumClasses<TLoss, TSweep>(
                _loss, row.Reference, row.Evaluation.Inputs, row.Evaluation.Scalars, start, 0, classes, out part.ClassSums);
        }
    }

    /// <summary>Whether the row is neither ignored nor without a softmax.</summary>
    private bool IsSwept(in Row row) => row.Target != _batch.IgnoreIndex && !row.Evaluation.IsNaN;

    private void Evaluate()
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            ref Row row = ref _rows[i];
            double loss = 0;
            if (row.Target != _batch.IgnoreIndex)
            {
                double weight = _batch.ClassWeight(row.Target);
                row.Factor = weight * _batch.Factor(_firstRow + i);
                loss = weight * row.Evaluation.Evaluate(_loss, row.Factor, ref row.ScaledGradient);
                if (TLoss.RowInputs > 0)
                    _batch.SetInputGradients(_firstRow + i, weight, row.Evaluation.By);
                if (TLoss.Metrics > 0)
                    _batch.SetMetrics(_firstRow + i, row.Evaluation.Metrics);
                if (TGradient.IsSet && ClassFunctions<TLoss>.ScaleTheGradient)
                    row.ScaledGradient.ScaleOthers(_parts[i * _chunks].Sweep.ConstantSlope(_loss, row.Evaluation.Inputs));
            }
            if (_batch.Losses != null)
                _batch.Losses[_firstRow + i] = loss;
        }
    }

    private void Write(long first, long end)
    {
        for (long i = first; i < end; i++)
        {
            ref Row row = ref _rows[i / _chunks];
            ref Chunk part = ref _parts[i];
            if (row.Target == _batch.IgnoreIndex)
            {
                part.Sweep.Fill(0);
                continue;
            }
            part.Sweep.Gradient = row.ScaledGradient;
            if (ClassFunctions<TLoss>.Exist && !ClassFunctions<TLoss>.FollowFromFirstSweep)
                WriteClasses(row, ref part, i % _chunks * RowChunks.Length);
            else
                part.Sweep.Write(row.Evaluation.IsMasked);
            part.Sweep.Complete();
        }
    }

    private void WriteClasses(in Row row, ref Chunk part, long start)
    {
        if (_sweeps == 0 && !row.Evaluation.IsNaN)
            part.Sweep.RescaleExponentials(row.Reference.Maximum);
        part.Sweep.WriteClasses(_loss, row.Reference, row.Evaluation.Inputs, row.Evaluation.Scalars, row.Factor, start);
    }

    private struct Row
    {
        public byte* Logits;
        public byte* Gradient;
        public long Target;
        public RowEvaluation<TLoss, TGradient> Evaluation;
        public RowGradient<double, Float64Math> ScaledGradient;
        public ClassInputRows ClassInputs;
        public ClassReference Reference;
        public double Factor;
    }

    private struct Chunk
    {
        public Scratch? Scratch;
        public ChunkSweep<TNumber, TVector, TLanes, TFormat> Sweep;
        public RowSums<double, Float64Math> Sums;
        public ClassSums<double> ClassSums;
    }
}
