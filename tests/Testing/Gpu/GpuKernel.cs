using System.Reflection;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>What a kernel does in the course of a call.</summary>
internal enum KernelStep
{
    /// <summary>From logits to the losses.</summary>
    Losses,

    /// <summary>From logits to the losses, and what is saved of the gradients.</summary>
    Saved,

    /// <summary>From logits to the losses and the gradients.</summary>
    Gradient,

    /// <summary>From logits to the sums of chunks of rows: without the mean and the entropy, with either, and with both.</summary>
    Chunks,
    ChunksWithMean,
    ChunksWithEntropy,
    ChunksWithBoth,

    /// <summary>From logits and the sums of chunks to the class sums of one sweep over each chunk.</summary>
    FirstSweep,
    SecondSweep,
    ThirdSweep,
    FourthSweep,

    /// <summary>From the sums of chunks to the losses.</summary>
    LossesOfChunks,

    /// <summary>From the sums of chunks to the losses, and what is saved of the gradients.</summary>
    SavedOfChunks,

    /// <summary>From saved and logits to the gradients.</summary>
    Backward,

    /// <summary>From targets and weights, or the sums of blocks, to what a mean divides by.</summary>
    MeanScale,
    MeanScaleOfBlocks,

    /// <summary>From the losses of rows, or the sums of blocks, to that of the batch.</summary>
    BatchLoss,
    BatchLossOfBlocks,

    /// <summary>From gradients to their products with a number.</summary>
    Product,
}

/// <summary>One kernel as the runtime starts it.</summary>
/// <param name="Loss">The class of the loss; null for a kernel that is the same for all of them.</param>
/// <param name="Mapping">Which threads share a row; the second step over split rows is of warps and counts as split.</param>
/// <param name="Step">What it does.</param>
/// <param name="Element">The type of the logits: float32, float64, bfloat16 or float16.</param>
/// <param name="PackBytes">The bytes that are loaded or stored at a time.</param>
/// <param name="Target">The type of the targets: int32 or int64.</param>
/// <param name="Method">The kernel.</param>
internal sealed record GpuKernel(string? Loss, RowMapping Mapping, KernelStep Step, string Element, int PackBytes, string Target, MethodInfo Method)
{
    /// <summary>The most threads that a block of it has, for which it is compiled.</summary>
    public int BlockSize => Step == KernelStep.Product ? GradientScaling.BlockSize
        : Mapping == RowMapping.Warp || Step is KernelStep.LossesOfChunks or KernelStep.SavedOfChunks
        ? LaunchConfiguration.WarpBlockSize
        : LaunchConfiguration.LargestBlockSizeOf(HasClasses);

    /// <summary>Whether it is of a loss with functions of a class.</summary>
    public bool HasClasses => Loss is not null && KernelCatalog.HasClasses(Loss);

    /// <summary>What it is but for the loss, in one word.</summary>
    public string Variant => $"{Mapping}.{Step}.{Element}.{PackBytes}bytes.{Target}".ToLowerInvariant();

    /// <summary>Whether it reads or writes every logit of a row, rather than a few numbers a row.</summary>
    public bool IsSweep => Step is KernelStep.Product or < KernelStep.MeanScale and not (KernelStep.LossesOfChunks or KernelStep.SavedOfChunks);

    /// <summary>Whether it writes a gradient.</summary>
    public bool WritesGradient => Step is KernelStep.Gradient or KernelStep.Backward or KernelStep.Product;

    public override string ToString() => $"{Loss ?? "every loss"}.{Variant}";
}
