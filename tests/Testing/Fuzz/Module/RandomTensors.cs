using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>Tensors of a given shape whose elements lie in memory as chance has it: permuted, sliced, expanded.</summary>
internal sealed class RandomTensors(Random random, torch.Generator generator)
{
    public long[] Shape(int rank, int largest) => [.. Enumerable.Range(0, rank).Select(_ => (long)(random.Next(25) == 0 ? 0 : 1 + random.Next(largest)))];

    public Tensor Normal(long[] shape, double spread, ScalarType type) =>
        Arrange(shape, sizes => (randn(sizes, float64, generator: generator) * spread).to_type(type));

    public Tensor Classes(long[] shape, long classes, ScalarType type) =>
        Arrange(shape, sizes => randint(0, Math.Max(1, classes), sizes, generator: generator).to_type(type));

    /// <summary>A tensor of this shape, filled by a function of the sizes of the memory behind it.</summary>
    private Tensor Arrange(long[] shape, Func<long[], Tensor> fill)
    {
        int rank = shape.Length;
        if (rank == 0 || random.Next(3) == 0)
            return fill(shape);
        int[] order = [.. Enumerable.Range(0, rank)];
        random.Shuffle(order);
        int expanded = random.Next(4) == 0 ? random.Next(rank) : -1;
        int[] steps = [.. order.Select(_ => 1 + random.Next(4) / 3)];
        int[] starts = [.. order.Select(_ => random.Next(4) / 3)];
        Tensor memory = fill([.. order.Select(dimension => dimension == expanded && shape[dimension] > 0 ? 1 : shape[dimension] * steps[dimension] + starts[dimension])]);
        var back = new long[rank];
        for (int i = 0; i < rank; i++)
            back[order[i]] = i;
        Tensor view = memory.permute(back);
        for (int dimension = 0; dimension < rank; dimension++)
        {
            if (dimension != expanded || shape[dimension] == 0)
                view = view.slice(dimension, starts[dimension], starts[dimension] + shape[dimension] * steps[dimension], steps[dimension]);
        }
        return view.expand(shape);
    }
}
