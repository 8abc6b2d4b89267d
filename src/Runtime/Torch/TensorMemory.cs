using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// Tensors whose memory holds their values, element by element, as the kernels read them. libtorch has others: views that negate what
/// they read, and layouts that are not strided.
/// </summary>
internal static unsafe class TensorMemory
{
    /// <summary>Replaces a tensor that negates what it reads by its values, differentiably.</summary>
    /// <returns>The values, which the caller disposes, or null where the tensor is as it was.</returns>
    public static Tensor? Resolve([NotNullIfNotNull(nameof(tensor))] ref Tensor? tensor)
    {
        if (tensor is null || tensor.is_sparse || !tensor.is_neg())
            return null;
        return tensor = tensor.resolve_neg();
    }

    /// <summary>Refuses a tensor without strides.</summary>
    /// <exception cref="ArgumentException">It is sparse, quantized, or has another layout.</exception>
    public static void Check(Tensor tensor, string name)
    {
        string? layout = tensor.is_sparse ? "is sparse"
            : tensor.is_quantized() ? "is quantized"
            : HasMemory(tensor) ? null : "has no strided memory";
        if (layout is not null)
            throw new ArgumentException($"{name} {layout}; expected a dense, strided tensor.", name);
    }

    /// <summary>As above for an upstream gradient, which can be sparse too: an exception in backward can end the process.</summary>
    /// <returns>The values, which the caller disposes, or null where the tensor is as it was.</returns>
    public static Tensor? ResolveUpstream(ref Tensor upstream)
    {
        if (upstream.is_sparse)
            return upstream = upstream.to_dense();
        return Resolve(ref upstream!);
    }

    /// <summary>Replaces a tensor of another device by a copy in the host's memory.</summary>
    /// <returns>The copy, which the caller disposes, or null where the tensor is as it was.</returns>
    public static Tensor? CopyToHost(ref Tensor tensor)
    {
        if (tensor.device_type == DeviceType.CPU)
            return null;
        return tensor = tensor.cpu();
    }

    // On other devices than these two nothing reads it.
    private static bool HasMemory(Tensor tensor)
    {
        if (tensor.device_type is not (DeviceType.CPU or DeviceType.CUDA) || LibTorchSharp.Data(tensor) is not null)
            return true;
        LibTorchSharp.ForgetError();
        return tensor.NumberOfElements == 0;
    }
}
