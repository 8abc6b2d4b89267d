using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// The tensors of a call, those that negate what they read replaced by their values, and learned numbers; what is new is disposed with
/// this.
/// </summary>
internal readonly ref struct ResolvedTensors
{
    private readonly Tensor? _logits;
    private readonly Tensor? _targets;
    private readonly Tensor?[] _values;

    public ResolvedTensors(ref Tensor logits, ref Tensor targets, Tensor[] inputs, LearnedNumbers learned)
    {
        _logits = TensorMemory.Resolve(ref logits!);
        _targets = TensorMemory.Resolve(ref targets!);
        Inputs = inputs;
        _values = [];
        if (inputs.Length == 0 && learned.Count == 0)
            return;
        Tensor[] ofRows = learned.OfRows(targets);
        Inputs = [.. inputs, .. ofRows];
        _values = [.. new Tensor?[inputs.Length], .. ofRows];
        for (int i = 0; i < inputs.Length; i++)
            _values[i] = TensorMemory.Resolve(ref Inputs[i]!);
    }

    /// <summary>The inputs of the rows, and after them the learned numbers of each.</summary>
    public Tensor[] Inputs { get; }

    public void Dispose()
    {
        _logits?.Dispose();
        _targets?.Dispose();
        foreach (Tensor? value in _values)
            value?.Dispose();
    }
}
