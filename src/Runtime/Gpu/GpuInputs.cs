using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>The inputs of the rows of a batch on an accelerator, and what is computed of the rows beside the loss; in the order of declaration.</summary>
/// <typeparam name="T">The type of the logits.</typeparam>
/// <typeparam name="TNumber">The type of a row's scalars: float, for rows of double double.</typeparam>
public sealed class GpuInputs<T, TNumber>
    where T : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
{
    /// <summary>A number for each row, (N).</summary>
    public IReadOnlyList<ArrayView<TNumber>> RowInputs { get; init; } = [];

    /// <summary>A number for each class of each row, (N, C).</summary>
    public IReadOnlyList<ArrayView<T>> ClassInputs { get; init; } = [];

    /// <summary>
    /// Receive the derivatives of the row losses by the row inputs, (N) each, times the weight of the class and without any factor; 0
    /// for ignored rows. Empty where they are not wanted, and for a call that computes no gradient.
    /// </summary>
    public IReadOnlyList<ArrayView<TNumber>> RowInputGradients { get; init; } = [];

    /// <summary>Receives the metrics of the rows, (metrics, N) in the order of declaration, 0 for ignored rows; empty where they are not wanted.</summary>
    public ArrayView<TNumber> Metrics { get; init; }

    /// <summary>The views as kernels take them.</summary>
    /// <param name="declared">How many row inputs and class inputs the loss has.</param>
    /// <param name="rows">N.</param>
    /// <param name="classes">C.</param>
    /// <exception cref="ArgumentException">There are more or fewer, or one is not of that length.</exception>
    internal InputViews<TNumber> Views((int Rows, int Classes) declared, long rows, long classes)
    {
        CheckCount("RowInputs", RowInputs.Count, declared.Rows);
        CheckCount("ClassInputs", ClassInputs.Count, declared.Classes);
        if (RowInputGradients.Count > 0)
            CheckCount("RowInputGradients", RowInputGradients.Count, declared.Rows);
        InputViews<TNumber> views = default;
        for (int i = 0; i < RowInputs.Count; i++)
        {
            GpuArguments.CheckLength($"RowInputs[{i}]", RowInputs[i].Length, rows);
            views.SetRow(i, RowInputs[i]);
        }
        for (int i = 0; i < RowInputGradients.Count; i++)
        {
            GpuArguments.CheckLength($"RowInputGradients[{i}]", RowInputGradients[i].Length, rows);
            views.SetGradient(i, RowInputGradients[i]);
        }
        for (int i = 0; i < ClassInputs.Count; i++)
        {
            GpuArguments.CheckLength($"ClassInputs[{i}]", ClassInputs[i].Length, rows * classes);
            views.SetClass(i, ClassInputs[i].Cast<byte>(), isFloat32: typeof(T) == typeof(float));
        }
        return views;
    }

    private static void CheckCount(string name, int count, int declared)
    {
        if (count != declared)
            throw new ArgumentException($"{name} has {count} views; expected {declared}, as the loss declares.", "inputs");
    }
}
