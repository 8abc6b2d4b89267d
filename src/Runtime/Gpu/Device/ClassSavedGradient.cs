using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// What a forward saves of a row for backward where the loss has a gradient of a class: the five numbers of every loss, and what
/// the gradient of a class reads of its row. So backward reads each row once, as it does for other losses.
/// </summary>
internal static class ClassSavedGradient<TNumber, TMath>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    private const int Length = ClassSavedGradient.Length;
    private const int SoftmaxAt = RowGradient<float, DeviceFloat32Math>.Length;
    private const int ScalarsAt = Length - RowScalars<float>.Length;

    public static void Store(
        ArrayView<TNumber> saved, long row, RowGradient<TNumber, TMath> gradient, RowSoftmax<TNumber, TMath> softmax,
        RowScalars<TNumber> scalars)
    {
        long first = row * Length;
        SavedGradient<TNumber, TMath>.Store(gradient, saved, first);
        saved[first + SoftmaxAt] = softmax.PerExponential;
        saved[first + SoftmaxAt + 1] = softmax.LogSumExpOffset;
        SumFields<TNumber>.Map(ref scalars, new StoreFields<TNumber>(saved, first + ScalarsAt));
    }

    public static RowGradient<TNumber, TMath> LoadGradient(ArrayView<TNumber> saved, long row) =>
        SavedGradient<TNumber, TMath>.Load(saved, row * Length);

    public static RowSoftmax<TNumber, TMath> LoadSoftmax(ArrayView<TNumber> saved, long row) => new()
    {
        Maximum = saved[row * Length],
        PerExponential = saved[row * Length + SoftmaxAt],
        LogSumExpOffset = saved[row * Length + SoftmaxAt + 1],
    };

    public static RowScalars<TNumber> LoadScalars(ArrayView<TNumber> saved, long row)
    {
        RowScalars<TNumber> scalars = default;
        SumFields<TNumber>.Map(ref scalars, new LoadFields<TNumber>(saved, row * Length + ScalarsAt));
        return scalars;
    }
}

/// <summary>How it is laid out.</summary>
internal static class ClassSavedGradient
{
    /// <summary>The numbers of a row: those of every loss, two of the softmax, and all that the loss may have.</summary>
    public const int Length = RowGradient<float, DeviceFloat32Math>.Length + 2 + RowScalars<float>.Length;
}
