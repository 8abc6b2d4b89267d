using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>What is done to the logits of a row's other classes before they are swept over.</summary>
internal unsafe interface IBlockTransform<TVector, TNumber>
    where TVector : struct
    where TNumber : unmanaged
{
    /// <summary>Whether anything is.</summary>
    static abstract bool IsSet { get; }

    /// <summary>Whether it is done to each vector as it is loaded, rather than to a block before it is swept over.</summary>
    static abstract bool IsFused { get; }

    /// <summary>Whether the exponentials are kept multiplied by the derivative of the transform.</summary>
    static abstract bool KeepsSlope { get; }

    /// <summary>Turns to a block of a row.</summary>
    /// <param name="first">The number of its first class in the row, less that of the first class that is swept over.</param>
    /// <param name="count">How many classes it has.</param>
    void SetBlock(long first, int count);

    /// <summary>Transforms the block; masked classes stay masked. What is written for the target is to be replaced.</summary>
    /// <param name="logits">The logits, of which nothing past the last one is read.</param>
    /// <param name="transformed">Receives the transformed ones, in whole vectors; may be the logits themselves.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="first">As for <see cref="SetBlock"/>.</param>
    /// <param name="vector">Memory for a vector.</param>
    void Run(TNumber* logits, TNumber* transformed, int count, long first, TNumber* vector);

    /// <summary>A vector of the block, transformed.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="first">As for <see cref="SetBlock"/>, of the first of them.</param>
    /// <param name="slope">Receives the derivatives, 0 for masked classes, where <see cref="KeepsSlope"/> is set.</param>
    TVector Load(TNumber* logits, long first, out TVector slope);
}

/// <summary>Nothing.</summary>
internal readonly unsafe struct NoTransform<TVector, TNumber, TLanes> : IBlockTransform<TVector, TNumber>
    where TVector : struct
    where TNumber : unmanaged
    where TLanes : struct, ILanes<TVector, TNumber>
{
    public static bool IsSet => false;

    public static bool IsFused => false;

    public static bool KeepsSlope => false;

    public void SetBlock(long first, int count)
    {
    }

    public void Run(TNumber* logits, TNumber* transformed, int count, long first, TNumber* vector)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load(TNumber* logits, long first, out TVector slope)
    {
        slope = default;
        return TLanes.Load(logits);
    }
}

/// <summary>The transform of a loss.</summary>
internal readonly unsafe struct LossTransform<TLoss, TVector, TNumber, TLanes> : IBlockTransform<TVector, TNumber>
    where TLoss : struct, IClassLoss
    where TVector : struct
    where TNumber : unmanaged
    where TLanes : struct, ILanes<TVector, TNumber>
{
    private readonly TLoss _loss;
    private readonly nint _start;
    private readonly TNumber** _vectors;
    private readonly ClassInputs<TNumber> _inputs;
    private readonly RowScalars<Lanes<TVector, TNumber, TLanes>.Value> _scalars;

    /// <param name="loss">The loss.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="vectors">Where each of its class vectors begins.</param>
    /// <param name="classInputs">Its class inputs of the row.</param>
    /// <param name="start">The number in its row of the first class that is swept over.</param>
    public LossTransform(
        in TLoss loss, in RowInputs<double> inputs, TNumber** vectors, in ClassInputs<TNumber> classInputs, long start)
    {
        _loss = loss;
        _inputs = classInputs;
        _vectors = vectors;
        _start = (nint)start;
        RowScalars<double> scalars = default;
        loss.PrepareTransform<double, Float64Math>(inputs, ref scalars);
        ClassSweeps<TLoss, TVector, TNumber, TLanes>.Broadcast(scalars, out _scalars);
    }

    public static bool IsSet => true;

    /// <inheritdoc/>
    /// <remarks>The mean reads the block again.</remarks>
    public static bool IsFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !TLoss.UsesMean;
    }

    public static bool KeepsSlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ClassFunctions<TLoss>.KeepSlopes;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetBlock(long first, int count)
    {
        if (TLoss.ClassInputs > 0)
            _inputs.SetBlock(_start + first, count);
    }

    /// <inheritdoc/>
    /// <remarks>Both functions at once, before anything is stored, so that the JIT computes what they share once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load(TNumber* logits, long first, out TVector slope)
    {
        slope = default;
        nint index = (nint)(_start + first);
        if (KeepsSlope)
            slope = TLanes.ZeroWhereEqual(Slope(_loss, logits, index), TLanes.Load(logits), TLanes.Create(double.NegativeInfinity));
        return Transform(_loss, logits, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run(TNumber* logits, TNumber* transformed, int count, long first, TNumber* vector)
    {
        TLoss loss = _loss;
        int whole = count & -TLanes.Count;
        for (nint i = 0; i < whole; i += TLanes.Count)
            TLanes.Store(Transform(loss, logits + i, _start + (nint)first + i), transformed + i);
        if (whole == count)
            return;
        Unsafe.CopyBlockUnaligned(vector, logits + whole, (uint)((count - whole) * sizeof(TNumber)));
        TLanes.Store(Transform(loss, vector, _start + (nint)first + whole), transformed + whole);
    }

    /// <summary>The derivatives by the logits of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Slope(in TLoss loss, TNumber* logits, nint first)
    {
        Unsafe.SkipInit(out Lanes<TVector, TNumber, TLanes>.Class of);
        of.Logits = logits;
        of.First = first;
        // What a loss does not read must not cost it a store.
        if (TLoss.ClassVectors > 0)
            of.Vectors = _vectors;
        if (TLoss.ClassInputs > 0)
            of.Inputs = _inputs.Elements;
        return loss.TransformSlope<
            Lanes<TVector, TNumber, TLanes>.Value, TVector, Lanes<TVector, TNumber, TLanes>.Functions<Yes>,
            Lanes<TVector, TNumber, TLanes>.Class>(of, _scalars).Vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Transform(in TLoss loss, TNumber* logits, nint first)
    {
        Unsafe.SkipInit(out Lanes<TVector, TNumber, TLanes>.Class of);
        of.Logits = logits;
        of.First = first;
        // What a loss does not read must not cost it a store.
        if (TLoss.ClassVectors > 0)
            of.Vectors = _vectors;
        if (TLoss.ClassInputs > 0)
            of.Inputs = _inputs.Elements;
        TVector value = loss.Transform<
            Lanes<TVector, TNumber, TLanes>.Value, TVector, Lanes<TVector, TNumber, TLanes>.Functions<Yes>,
            Lanes<TVector, TNumber, TLanes>.Class>(of, _scalars).Vector;
        TVector minusInfinity = TLanes.Create(double.NegativeInfinity);
        return TLanes.Select(TLanes.Equal(TLanes.Load(logits), minusInfinity), minusInfinity, value);
    }
}
