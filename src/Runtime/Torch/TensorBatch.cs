using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>The tensors of one call, which have been checked.</summary>
/// <param name="layout">How logits and targets lie in memory.</param>
/// <param name="logits">The logits.</param>
/// <param name="targets">The targets.</param>
/// <param name="inputs">The inputs of the rows, in the order of declaration.</param>
internal readonly struct TensorBatch(BatchLayout layout, Tensor logits, Tensor targets, Tensor[] inputs) : ISavedTensors, IDisposable
{
    public BatchLayout Layout => layout;

    public Tensor Logits => logits;

    public Tensor Targets => targets;

    public Tensor[] Inputs => inputs;

    /// <inheritdoc/>
    public Tensor Unpack(int index) => (index switch { 0 => logits, 1 => targets, _ => inputs[index - 2] }).alias();

    /// <summary>The tensors that a forward has kept, for the caller to dispose.</summary>
    /// <param name="saved">Where they are.</param>
    /// <param name="inputs">How many inputs the rows have.</param>
    public static TensorBatch Unpack(ISavedTensors saved, int inputs)
    {
        var unpacked = new Tensor?[2 + inputs];
        try
        {
            for (int i = 0; i < unpacked.Length; i++)
                unpacked[i] = saved.Unpack(i);
            return new TensorBatch(BatchLayout.Of(unpacked[0]!, unpacked[1]!), unpacked[0]!, unpacked[1]!, unpacked[2..]!);
        }
        catch
        {
            foreach (Tensor? tensor in unpacked)
                tensor?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        logits.Dispose();
        targets.Dispose();
        foreach (Tensor input in inputs)
            input.Dispose();
    }
}
