using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// Puts rows through a loss of which other processes hold other classes. As in <see cref="SplitRows{TLoss, TNumber, TVector, TLanes,
/// TFormat, TGradient}"/> all chunks are accumulated, each row's sums are merged, for each level of sums over classes all chunks are swept
/// once more, each row is evaluated, and all chunks are written. In place of shared memory there is an exchange.
/// </summary>
/// <remarks>
/// Between two steps there are all rows of the batch. So the exponentials of a chunk are not kept but computed again, which takes less
/// memory traffic than to store and load them; and so are a row's scalars, from what has been gathered.
/// </remarks>
internal sealed unsafe partial class PartialRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>
    where TLoss : struct, IClassLoss
    where TNumber : unmanaged, INumberBase<TNumber>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, TNumber>
    where TFormat : struct, IElementFormat<TNumber>
    where TGradient : struct, IFlag
{
    /// <summary>As many elements are swept over in the time that the scalars of a row take.</summary>
    private const int ElementsPerEvaluation = 512;

    private readonly TLoss _loss;
    private readonly CpuBatch _batch;
    private readonly RowParts _parts;
    private readonly ClassVectors<TNumber> _vectors;
    private readonly bool _nonTemporal;
    private readonly long _rows;
    private readonly int _chunks;
    private readonly int _sweeps;
    private RowSums<double, Float64Math>[] _chunkSums = [];
    private ClassSums<double>[] _chunkClassSums = [];

    private PartialRows(in TLoss loss, CpuBatch batch, RowParts parts, ClassVectors<TNumber> vectors, bool nonTemporal)
    {
        _loss = loss;
        _batch = batch;
        _parts = parts;
        _vectors = vectors;
        _nonTemporal = nonTemporal;
        _rows = batch.Rows;
        _chunks = RowChunks.Count(batch.Classes);
        _sweeps = RowEvaluation<TLoss, TGradient>.Sweeps(batch.InputGradients.Length > 0);
    }

    private bool IsWeighted => _batch.Weight is not null;

    /// <summary>The first step of a forward alone, up to the gathered rows; once there are these, everything after it.</summary>
    public static void Run(in TLoss loss, CpuBatch batch, RowParts parts, ClassVectors<TNumber> vectors, bool nonTemporal)
    {
        var rows = new PartialRows<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>(loss, batch, parts, vectors, nonTemporal);
        if (parts.Rows is null)
        {
            rows.GatherRows();
            return;
        }
        rows.SumClasses();
        Partitions.Run(rows._rows, Partitions.Count(rows._rows, ElementsPerEvaluation, batch.Threads), batch.Threads, rows.Evaluate);
        if (TGradient.IsSet && batch.Gradient != null)
            rows.ForChunks(rows.Write);
    }

    private void GatherRows()
    {
        _chunkSums = new RowSums<double, Float64Math>[_rows * _chunks];
        ForChunks(Accumulate);
        int count = RowNumbers<TLoss>.Count(IsWeighted);
        var own = new double[_rows * count];
        var targets = new long[_rows];
        ulong hash = WriteRows(targets, own, count);
        double[][] all = _parts.Exchange.GatherRows(hash, own);

        var rows = new GatheredRow[_rows];
        for (int i = 0; i < rows.Length; i++)
        {
            if (targets[i] == _batch.IgnoreIndex)
                continue;
            rows[i].Sums = RowSums<double, Float64Math>.Empty();
            foreach (double[] numbers in all)
                RowNumbers<TLoss>.Merge(numbers.AsSpan(i * count, count), ref rows[i]);
            // Of a target that no process holds, the caller tells.
            if (_parts.Owner(targets[i]) is var owner and >= 0)
                RowNumbers<TLoss>.TakeTarget(all[owner].AsSpan(i * count, count), IsWeighted, ref rows[i]);
        }
        _parts.Rows = rows;
    }

    /// <summary>What this process has of all rows.</summary>
    /// <returns>A hash of the targets and of the numbers that come with the rows.</returns>
    private ulong WriteRows(long[] targets, double[] own, int count)
    {
        ulong hash = RowHash.Start;
        if (_rows == 0)
            return hash;
        var cursor = new RowCursor(_batch, 0, stackalloc long[_batch.Sizes.Length]);
        for (int row = 0; row < targets.Length; row++, cursor.MoveNext())
        {
            targets[row] = _batch.Target(cursor.Target);
            hash = RowHash.Add(hash, (ulong)targets[row]);
            if (targets[row] == _batch.IgnoreIndex)
                continue;
            foreach (double[] numbers in _batch.RowInputs)
                hash = RowHash.Add(hash, BitConverter.DoubleToUInt64Bits(numbers[row]));
            var gathered = new GatheredRow { Sums = _chunkSums[row * _chunks] };
            for (int chunk = 1; chunk < _chunks; chunk++)
                gathered.Sums.Merge(_chunkSums[row * _chunks + chunk]);
            bool holdsTarget = _parts.Holds(targets[row]);
            if (holdsTarget)
                TakeTarget(targets[row], cursor, ref gathered);
            RowNumbers<TLoss>.Write(gathered, holdsTarget, IsWeighted, own.AsSpan(row * count, count));
        }
        return hash;
    }

    private void TakeTarget(long target, in RowCursor cursor, ref GatheredRow row)
    {
        long own = target - _parts.FirstClass;
        row.TargetLogit = TFormat.ReadOne((byte*)_batch.Logits + (cursor.Logits + own * _batch.LogitClassStride) * TFormat.Size);
        row.Weight = _batch.ClassWeight(own);
        for (int i = 0; i < _batch.ClassVectors.Length; i++)
            row.Inputs.SetVector(i, _batch.ClassVectors[i][own]);
        for (int i = 0; i < _batch.ClassInputs.Length; i++)
        {
            ClassInput input = _batch.ClassInputs[i];
            row.Inputs.SetClassInput(i, input.Row(cursor.Offset(input.RowStrides)).ReadOne(own));
        }
    }

    private void SumClasses()
    {
        if (_sweeps > 0)
            SumClasses<FirstSweep>(SumChunk<FirstSweep>);
        if (_sweeps > 1)
            SumClasses<SecondSweep>(SumChunk<SecondSweep>);
        if (_sweeps > 2)
            SumClasses<ThirdSweep>(SumChunk<ThirdSweep>);
        if (_sweeps > 3)
            SumClasses<FourthSweep>(SumChunk<FourthSweep>);
    }

    private void SumClasses<TSweep>(ChunkWork sum)
        where TSweep : struct, ISweep
    {
        if (_parts.Sweeps[TSweep.Index] is not null)
            return;
        _chunkClassSums = new ClassSums<double>[_rows * _chunks];
        ForChunks(sum);
        int count = TLoss.SumCount<TSweep>();
        var own = new double[_rows * count];
        for (int row = 0; row < _rows; row++)
        {
            ClassSums<double> ofRow = default;
            for (int chunk = 0; chunk < _chunks; chunk++)
                SweepSumming<EightSums>.Add(ref ofRow, _chunkClassSums[row * _chunks + chunk]);
            for (int i = 0; i < count; i++)
                own[row * count + i] = ofRow[i];
        }
        double[][] all = _parts.Exchange.Gather(own);
        var sums = new ClassSums<double>[_rows];
        foreach (double[] numbers in all)
        {
            for (int i = 0; i < numbers.Length; i++)
                sums[i / count][i % count] += numbers[i];
        }
        _parts.Sweeps[TSweep.Index] = sums;
    }

    private void Accumulate(ref Worker worker, long chunk)
    {
        if (worker.Target != _batch.IgnoreIndex)
            _chunkSums[chunk] = Accumulate(ref worker);
    }

    private void SumChunk<TSweep>(ref Worker worker, long chunk)
        where TSweep : struct, ISweep
    {
        if (worker.Target == _batch.IgnoreIndex || !Restore(ref worker))
            return;
        Take<FirstSweep>(ref worker, TSweep.Index);
        Take<SecondSweep>(ref worker, TSweep.Index);
        Take<ThirdSweep>(ref worker, TSweep.Index);
        worker.Evaluation.Prepare<TSweep>(_loss);
        worker.Sweep.SumClasses<TLoss, TSweep>(
            _loss, worker.Evaluation.Reference, worker.Evaluation.Inputs, worker.Evaluation.Scalars, worker.First, 0, worker.Classes,
            out _chunkClassSums[chunk]);
    }

    private void Write(ref Worker worker, long chunk)
    {
        if (worker.Target == _batch.IgnoreIndex)
        {
            worker.Sweep.Fill(0);
            return;
        }
        if (Restore(ref worker))
            TakeSweeps(ref worker);
        double factor = Weight(worker.Row) * _batch.Factor(worker.Row);
        worker.Evaluation.Evaluate(_loss, factor, ref worker.Sweep.Gradient);
        if (ClassFunctions<TLoss>.ScaleTheGradient)
            worker.Sweep.Gradient.ScaleOthers(worker.Sweep.ConstantSlope(_loss, worker.Evaluation.Inputs));
        if (ClassFunctions<TLoss>.Exist && !ClassFunctions<TLoss>.FollowFromFirstSweep)
        {
            worker.Sweep.WriteClasses(
                _loss, worker.Evaluation.Reference, worker.Evaluation.Inputs, worker.Evaluation.Scalars, factor, worker.First);
        }
        else
        {
            worker.Sweep.Write(worker.Evaluation.IsMasked);
        }
        // The next one may be of another length.
        if (_chunks > 1)
            worker.Sweep.Flush();
    }

    /// <summary>The losses of rows, and what is found beside them.</summary>
    private void Evaluate(long first, long end)
    {
        if (_batch.Losses == null && _batch.InputGradients.Length == 0)
            return;
        var cursor = new RowCursor(_batch, first, stackalloc long[_batch.Sizes.Length]);
        for (long row = first; row < end; row++, cursor.MoveNext())
        {
            double value = 0;
            long target = _batch.Target(cursor.Target);
            if (target != _batch.IgnoreIndex)
            {
                Worker worker = default;
                (worker.Row, worker.Target) = (row, target);
                TakeRow(ref worker);
                if (!worker.Evaluation.IsNaN)
                    TakeSweeps(ref worker);
                RowGradient<double, Float64Math> gradient = default;
                double weight = Weight(row);
                value = weight * worker.Evaluation.Evaluate(_loss, weight * _batch.Factor(row), ref gradient);
                if (TLoss.RowInputs > 0)
                    _batch.SetInputGradients(row, weight, worker.Evaluation.By);
                if (TLoss.Metrics > 0)
                    _batch.SetMetrics(row, worker.Evaluation.Metrics);
            }
            if (_batch.Losses != null)
                _batch.Losses[row] = value;
        }
    }

    private double Weight(long row) => IsWeighted ? _parts.Rows![row].Weight : 1;
}
