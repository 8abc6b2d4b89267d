using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What a loss is given of a row beside its logits, its class vectors, and the row's class inputs.</summary>
internal readonly struct DeviceInputs<TNumber, TFormat, TPack>
    where TNumber : unmanaged, INumber<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    private readonly ArrayView<TNumber> _vectors;
    private readonly InputViews<TNumber> _inputs;
    private readonly long _classes;
    private readonly long _first;

    private DeviceInputs(RowInputs<TNumber> row, ArrayView<TNumber> vectors, InputViews<TNumber> inputs, long classes, long first)
    {
        Row = row;
        _vectors = vectors;
        _inputs = inputs;
        _classes = classes;
        _first = first;
    }

    /// <summary>Reads what belongs to a row.</summary>
    /// <param name="vectors">The class vectors, one after the other.</param>
    /// <param name="inputs">The inputs of all rows.</param>
    /// <param name="classes">C.</param>
    /// <param name="index">The row.</param>
    /// <param name="target">Its target.</param>
    /// <param name="targetLogit">The target's logit before the transform, where the loss reads it.</param>
    public static DeviceInputs<TNumber, TFormat, TPack> Of<TLoss>(
        ArrayView<TNumber> vectors, InputViews<TNumber> inputs, long classes, long index, int target, TNumber targetLogit)
        where TLoss : unmanaged, IClassLoss
    {
        RowInputs<TNumber> row = default;
        row.TargetLogit = targetLogit;
        if (TLoss.ClassVectors > 0)
            row.V0 = vectors[target];
        if (TLoss.ClassVectors > 1)
            row.V1 = vectors[classes + target];
        if (TLoss.ClassVectors > 2)
            row.V2 = vectors[2 * classes + target];
        if (TLoss.ClassVectors > 3)
            row.V3 = vectors[3 * classes + target];
        if (TLoss.RowInputs > 0)
            row.R0 = inputs.Row0[index];
        if (TLoss.RowInputs > 1)
            row.R1 = inputs.Row1[index];
        if (TLoss.RowInputs > 2)
            row.R2 = inputs.Row2[index];
        if (TLoss.RowInputs > 3)
            row.R3 = inputs.Row3[index];
        long first = index * classes, place = first + target;
        if (TLoss.ClassInputs > 0)
            row.C0 = TFormat.Read(inputs.Class0, place, inputs.IsFloat32(0));
        if (TLoss.ClassInputs > 1)
            row.C1 = TFormat.Read(inputs.Class1, place, inputs.IsFloat32(1));
        if (TLoss.ClassInputs > 2)
            row.C2 = TFormat.Read(inputs.Class2, place, inputs.IsFloat32(2));
        if (TLoss.ClassInputs > 3)
            row.C3 = TFormat.Read(inputs.Class3, place, inputs.IsFloat32(3));
        return new DeviceInputs<TNumber, TFormat, TPack>(row, vectors, inputs, classes, first);
    }

    public RowInputs<TNumber> Row { get; }

    /// <summary>The element of a class vector.</summary>
    public TNumber Vector(int vector, int index) => _vectors[vector * _classes + index];

    /// <summary>The element of a class input.</summary>
    public TNumber ClassInput(int input, int index) => TFormat.Read(_inputs.Class(input), _first + index, _inputs.IsFloat32(input));
}
