using System.Globalization;
using System.Numerics;
using SparseLsr.Gen.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>What one pass over the targets finds.</summary>
/// <param name="Counted">The rows that are not ignored.</param>
/// <param name="Weight">The sum of their classes' weights, <paramref name="Counted"/> where there are none.</param>
internal readonly record struct TargetCheck(long Counted, double Weight)
{
    /// <summary>Checks every target, and counts those that are not ignored.</summary>
    /// <exception cref="ArgumentException">One is neither a class nor <paramref name="ignoreIndex"/>.</exception>
    public static unsafe TargetCheck Of(BatchLayout layout, Tensor targets, long ignoreIndex, double[]? weight, long classes)
    {
        using Tensor? copy = TensorMemory.CopyToHost(ref targets);
        long[] strides = copy is null || copy.Dimensions == 0 ? layout.TargetStrides : copy.stride();
        void* data = LibTorchSharp.Data(targets);
        TargetCheck check = layout.TargetType switch
        {
            TargetType.Int64 => Of((long*)data, strides, layout, ignoreIndex, weight, classes),
            TargetType.Int32 => Of((int*)data, strides, layout, ignoreIndex, weight, classes),
            _ => Of((byte*)data, strides, layout, ignoreIndex, weight, classes),
        };
        GC.KeepAlive(targets);
        return check;
    }

    private static unsafe TargetCheck Of<T>(
        T* targets, long[] strides, BatchLayout layout, long ignoreIndex, double[]? weight, long classes)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (layout.Rows == 0)
            return default;
        long[] sizes = layout.Sizes;
        var index = new long[sizes.Length];
        long inner = sizes[^1], innerStride = strides[^1];
        long counted = 0;
        double sum = 0;
        while (true)
        {
            for (long i = 0; i < inner; i++)
            {
                long target = long.CreateTruncating(targets[i * innerStride]);
                if (target == ignoreIndex)
                    continue;
                if ((ulong)target >= (ulong)classes)
                    throw OutOfRange(index, i, target, classes, ignoreIndex);
                counted++;
                if (weight is not null)
                    sum += weight[target];
            }

            int dimension = sizes.Length - 2;
            while (dimension >= 0 && ++index[dimension] == sizes[dimension])
            {
                targets -= (sizes[dimension] - 1) * strides[dimension];
                index[dimension--] = 0;
            }
            if (dimension < 0)
                return new TargetCheck(counted, weight is null ? counted : sum);
            targets += strides[dimension];
        }
    }

    private static ArgumentException OutOfRange(long[] index, long last, long target, long classes, long ignoreIndex)
    {
        index[^1] = last;
        string row = BatchLayout.Show(index).Trim('(', ')');
        return new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"targets[{row}] is {target}; expected a class in [0, {classes}) or ignore_index {ignoreIndex}."), "targets");
    }
}
