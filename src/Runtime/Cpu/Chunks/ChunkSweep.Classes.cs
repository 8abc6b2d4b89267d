using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <content>The sweeps that call a loss's functions of a class, between the first one and the gradient or in place of it.</content>
internal unsafe partial struct ChunkSweep<TNumber, TVector, TLanes, TFormat>
{
    /// <summary>Makes the kept exponentials relative to m′, after the last <see cref="Accumulate"/> and <see cref="Flush"/>.</summary>
    public readonly void RescaleExponentials(double maximum) => RescaleReferences(maximum);

    /// <summary>The sums of a sweep over the other classes from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="reference">What the row's classes are relative to.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="scalars">The numbers of the row that the terms read.</param>
    /// <param name="first">The number of the first class that this sweeps over, in its row.</param>
    /// <param name="start">The first class, at the start of a block.</param>
    /// <param name="end">The class after the last one.</param>
    /// <param name="sums">Receives the sums.</param>
    public readonly void SumClasses<TLoss, TSweep>(
        in TLoss loss, in ClassReference reference, in RowInputs<double> inputs, in RowScalars<double> scalars,
        long first, long start, long end, out ClassSums<double> sums)
        where TLoss : struct, IClassLoss
        where TSweep : struct, ISweep
    {
        switch (TLoss.SumCount<TSweep>())
        {
            case 1:
                SumClasses<TLoss, TSweep, OneSum>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 2:
                SumClasses<TLoss, TSweep, TwoSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 3:
                SumClasses<TLoss, TSweep, ThreeSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 4:
                SumClasses<TLoss, TSweep, FourSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 5:
                SumClasses<TLoss, TSweep, FiveSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 6:
                SumClasses<TLoss, TSweep, SixSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 7:
                SumClasses<TLoss, TSweep, SevenSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            case 8:
                SumClasses<TLoss, TSweep, EightSums>(loss, reference, inputs, scalars, first, start, end, out sums);
                break;
            default:
                sums = default;
                break;
        }
    }

    private readonly void SumClasses<TLoss, TSweep, TCount>(
        in TLoss loss, in ClassReference reference, in RowInputs<double> inputs, in RowScalars<double> scalars,
        long first, long start, long end, out ClassSums<double> sums)
        where TLoss : struct, IClassLoss
        where TSweep : struct, ISweep
        where TCount : struct, ISumCount
    {
        ClassSweeps<TLoss, TVector, TNumber, TLanes>.Broadcast(scalars, out RowScalars<Lanes<TVector, TNumber, TLanes>.Value> vectors);
        LossTransform<TLoss, TVector, TNumber, TLanes> transform =
            TLoss.HasTransform ? new(loss, inputs, _vectors, _inputs, first) : default;
        ClassBlock<TNumber> block = default;
        sums = default;
        for (; start < end; start += Scratch.BlockLength)
        {
            SetBlock(start, (int)Math.Min(Scratch.BlockLength, end - start), first, ref block);
            // A transform sets the inputs of the block itself.
            if (TLoss.HasTransform)
                Transform(transform, start, ref block);
            else if (TLoss.ClassInputs > 0)
                _inputs.SetBlock(first + start, block.Count);
            ClassSums<double> part = default;
            if (TLoss.HasDeferrableGuards)
                ClassSweeps<TLoss, TVector, TNumber, TLanes>.Sum<TSweep, TCount, No, No>(loss, block, reference, vectors, ref part);
            else
                ClassSweeps<TLoss, TVector, TNumber, TLanes>.Sum<TSweep, TCount, No, Yes>(loss, block, reference, vectors, ref part);
            // Of masked classes, of products of 0 and ∞, or of others: the second time tells them apart.
            if (SweepSumming<TCount>.AnyNaN(part))
            {
                part = default;
                ClassSweeps<TLoss, TVector, TNumber, TLanes>.Sum<TSweep, TCount, Yes, Yes>(loss, block, reference, vectors, ref part);
            }
            SweepSumming<TCount>.Add(ref sums, part);
        }
    }

    /// <summary>The derivative of the transform of the other classes, where it is the same for all of them.</summary>
    public readonly double ConstantSlope<TLoss>(in TLoss loss, in RowInputs<double> inputs)
        where TLoss : struct, IClassLoss =>
        TLanes.Maximum(
            new LossTransform<TLoss, TVector, TNumber, TLanes>(loss, inputs, _vectors, _inputs, 0).Slope(loss, _buffers.Vector, 0));

    /// <summary>The gradient of the classes, as <see cref="Write"/>, for a loss whose gradient has a function of a class.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="reference">What the row's classes are relative to.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="scalars">The numbers of the row that the function reads.</param>
    /// <param name="factor">What the row's gradient is multiplied by.</param>
    /// <param name="first">The number of the first class that this sweeps over, in its row.</param>
    public void WriteClasses<TLoss>(
        in TLoss loss, in ClassReference reference, in RowInputs<double> inputs, in RowScalars<double> scalars, double factor, long first)
        where TLoss : struct, IClassLoss
    {
        if (_deferred.Gradient.IsNaN)
        {
            Fill(double.NaN);
            return;
        }
        ClassSweeps<TLoss, TVector, TNumber, TLanes>.Broadcast(scalars, out RowScalars<Lanes<TVector, TNumber, TLanes>.Value> vectors);
        LossTransform<TLoss, TVector, TNumber, TLanes> transform =
            TLoss.HasTransform ? new(loss, inputs, _vectors, _inputs, first) : default;
        bool defers = WritesInPlace && _nonTemporal;
        ClassBlock<TNumber> block = default;
        GradientRun<TNumber> run = default;
        for (long start = 0; start < _classes; start += Scratch.BlockLength)
        {
            SetBlock(start, (int)Math.Min(Scratch.BlockLength, _classes - start), first, ref block);
            // Otherwise the exponentials are all that is wanted of them. A transform sets the inputs of the block itself.
            if (TLoss.HasTransform && (TLoss.HasClassGradient || TLoss.UsesEntropy))
                Transform(transform, start, ref block);
            else if (TLoss.ClassInputs > 0)
                _inputs.SetBlock(first + start, block.Count);
            run.SetRescaled(_deferred.Gradient, block.Factor);
            TNumber* destination = defers ? block.Exponentials : WritesInPlace ? (TNumber*)_gradient + start : _buffers.Block;
            ClassSweeps<TLoss, TVector, TNumber, TLanes>.Gradient(
                loss, transform, block, reference, run.Gradient, factor, vectors, destination);
            if (!WritesInPlace)
                TFormat.Write(_buffers.Block, _gradient + start * _gradientStride * TFormat.Size, _gradientStride, block.Count);
        }
        if (defers)
            DeferExponentials();
        else if (HasTarget(0, _classes))
            TFormat.WriteOne(_deferred.Gradient.Target, _gradient + _target * _gradientStride * TFormat.Size);
    }

    /// <summary>
    /// Defers a gradient that stands where the exponentials did: it is stored past the caches during the next row, so that memory is
    /// read and written at the same time.
    /// </summary>
    private void DeferExponentials()
    {
        // A sweep for the entropy reads logits as well: of these, minus infinity, it makes a finite number that it multiplies by 0.
        _deferred.Logits = _buffers.Exponentials;
        _deferred.Gradient.Maximum = double.PositiveInfinity;
        _deferred.Gradient.Others = 1;
        _deferred.Gradient.Entropy = _deferred.Gradient.Mean = 0;
        _deferred.Destination = (TNumber*)_gradient;
        _deferred.Target = _target;
        new Span<double>(_buffers.References, (int)((_classes + Scratch.BlockLength - 1) / Scratch.BlockLength)).Fill(1);
        _deferred.Written = 0;
        _deferred.HasPending = true;
    }

    private readonly void Transform<TLoss>(
        in LossTransform<TLoss, TVector, TNumber, TLanes> transform, long start, ref ClassBlock<TNumber> block)
        where TLoss : struct, IClassLoss
    {
        transform.SetBlock(start, block.Count);
        transform.Run(block.Logits, _buffers.Transformed, block.Count, start, _buffers.Vector);
        block.Logits = _buffers.Transformed;
    }

    private readonly void SetBlock(long start, int count, long first, ref ClassBlock<TNumber> block)
    {
        block.Exponentials = _buffers.Exponentials + start;
        block.Logits = block.Untransformed = Read(_logits + start * _logitStride * TFormat.Size, count);
        block.Count = count;
        block.Target = _target - start;
        block.First = (nint)(first + start);
        block.Vectors = _vectors;
        block.Inputs = _inputs.Elements;
        block.Factor = _buffers.References[start / Scratch.BlockLength];
        block.Vector = _buffers.Vector;
    }
}
