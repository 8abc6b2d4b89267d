namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>What was wrong in a launch: each fault once for an instruction, with the number of times.</summary>
internal sealed class Faults
{
    private readonly Dictionary<string, (string Message, int Count)> _found = [];

    /// <summary>All of them, in the order in which they were first met.</summary>
    public IEnumerable<string> All => _found.Values.Select(static fault => fault.Count == 1 ? fault.Message : $"{fault.Message} ({fault.Count} times)");

    /// <param name="key">What counts as the same fault.</param>
    /// <param name="message">Describes it, where it is met first.</param>
    public void Add(string key, Func<string> message) =>
        _found[key] = _found.TryGetValue(key, out (string Message, int Count) known) ? (known.Message, known.Count + 1) : (message(), 1);
}
