using SparseLsr.Gen.Benchmarks.Cases;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What was measured of one cell: medians in milliseconds, ratios of them, and bytes at the peak over logits and gradient.</summary>
/// <param name="Loss">The class of the loss.</param>
/// <param name="Dtype">The logits' element type.</param>
/// <param name="N">Rows.</param>
/// <param name="C">Classes.</param>
/// <param name="Threads">How many threads torch, and so everything here, may use.</param>
/// <param name="OursMs">Forward and backward through the module, the gradient freshly allocated.</param>
/// <param name="KernelMs">The kernel alone, into a buffer that exists.</param>
/// <param name="TorchMs">Forward and backward composed of torch operations; null where torch lacks one for the type.</param>
/// <param name="CopyMs">The logits copied into a buffer that exists.</param>
/// <param name="ReadMs">The logits read.</param>
/// <param name="Speedup">torch/ours.</param>
/// <param name="OverCopy">kernel/copy.</param>
/// <param name="ExtraBytes">Ours; null where the system cannot tell.</param>
/// <param name="TorchExtraBytes">Torch's; null likewise.</param>
internal sealed record SideBySideRecord(
    string Loss,
    string Dtype,
    long N,
    long C,
    int Threads,
    double OursMs,
    double KernelMs,
    double? TorchMs,
    double CopyMs,
    double ReadMs,
    double? Speedup,
    double OverCopy,
    long? ExtraBytes,
    long? TorchExtraBytes)
{
    public static SideBySideRecord Of(
        Cell cell, int threads, double ours, double kernel, double? torch, double copy, double read, long? extra, long? torchExtra) =>
        new(
            cell.Loss.Name, cell.Type.Name, cell.Shape.Rows, cell.Shape.Classes, threads,
            Rounded(ours), Rounded(kernel), torch is { } known ? Rounded(known) : null, Rounded(copy), Rounded(read),
            torch is { } value ? Rounded(value / ours) : null, Rounded(kernel / copy), extra, torchExtra);

    // Six significant digits are more than any clock here gives.
    private static double Rounded(double value)
    {
        if (value == 0)
            return 0;
        double scale = Math.Pow(10, 5 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * scale) / scale;
    }
}
