using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What a loss is given of a row beside its logits, and its class vectors.</summary>
internal readonly struct DeviceInputs<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    private readonly ArrayView<TNumber> _vectors;
    private readonly long _classes;

    private DeviceInputs(RowInputs<TNumber> row, ArrayView<TNumber> vectors, long classes)
    {
        Row = row;
        _vectors = vectors;
        _classes = classes;
    }

    /// <summary>Reads what belongs to a row.</summary>
    /// <param name="vectors">The class vectors, one after the other.</param>
    /// <param name="classes">C.</param>
    /// <param name="target">The row's target.</param>
    public static DeviceInputs<TNumber> Of<TLoss>(ArrayView<TNumber> vectors, long classes, int target)
        where TLoss : unmanaged, IClassLoss
    {
        RowInputs<TNumber> row = default;
        if (TLoss.ClassVectors > 0)
            row.V0 = vectors[target];
        if (TLoss.ClassVectors > 1)
            row.V1 = vectors[classes + target];
        if (TLoss.ClassVectors > 2)
            row.V2 = vectors[2 * classes + target];
        if (TLoss.ClassVectors > 3)
            row.V3 = vectors[3 * classes + target];
        return new DeviceInputs<TNumber>(row, vectors, classes);
    }

    public RowInputs<TNumber> Row { get; }

    /// <summary>The element of a class vector.</summary>
    public TNumber Vector(int vector, int index) => _vectors[vector * _classes + index];
}
