using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>Gradients that take the place of the logits in memory.</summary>
internal static class InPlaceGradient
{
    /// <summary>No two logits may share their memory: one gradient would overwrite the other.</summary>
    /// <exception cref="ArgumentException">They do, as those of an expanded tensor.</exception>
    public static void Check(Tensor logits)
    {
        // From the smallest stride up, each must step over all that lies below it.
        long extent = 1;
        foreach (int dimension in Enumerable.Range(0, (int)logits.Dimensions).Where(i => logits.size(i) > 1).OrderBy(i => logits.stride(i)))
        {
            if (logits.stride(dimension) < extent)
            {
                throw new ArgumentException(
                    $"logits of shape {BatchLayout.Show(logits.shape)} and strides {BatchLayout.Show(logits.stride())} overlap in memory; "
                    + "inplace_gradient expects a place of its own for each.", nameof(logits));
            }
            extent = logits.stride(dimension) * (logits.size(dimension) - 1) + extent;
        }
    }

    /// <summary>Tells libtorch that the memory has changed: by a change in place of none of its elements.</summary>
    public static void BumpVersion(Tensor logits)
    {
        using var off = no_grad();
        using Tensor detached = logits.detach();
        using Tensor none = detached.narrow(0, 0, 0);
        none.zero_();
    }
}
