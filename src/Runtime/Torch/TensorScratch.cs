using ILGPU;
using SparseLsr.Gen.Gpu;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// Intermediate results in tensors. They may be disposed as soon as the kernels are started: torch gives the memory only to what is
/// started behind them.
/// </summary>
internal sealed unsafe class TensorScratch<TNumber>(ScalarType type, Device device) : IScratch<TNumber>, IDisposable
    where TNumber : unmanaged
{
    private readonly List<Tensor> _held = [];

    public ArrayView<TNumber> Saved(long length) => Of(length);

    public ArrayView<TNumber> Partials(long length) => Of(length);

    public void Dispose() => _held.ForEach(tensor => tensor.Dispose());

    private ArrayView<TNumber> Of(long length)
    {
        Tensor memory = empty([length], type, device);
        _held.Add(memory);
        return DeviceMemory.View<TNumber>(LibTorchSharp.Data(memory), length);
    }
}
