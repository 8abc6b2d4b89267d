using System.Collections;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>The rewrites that were made, in order and each once, for the remarks of the generated code.</summary>
/// <remarks>Expressions are printed when the log is read, because most simplifiers have a log that nobody reads.</remarks>
internal sealed class RewriteLog : IEnumerable<string>
{
    private readonly List<Entry> _entries = [];
    private readonly HashSet<Entry> _seen = [];

    /// <summary>Records that an expression became another one.</summary>
    public void Record(Expr before, Expr after) => Record(new Entry(before, after, null));

    /// <summary>Records a rewrite that no single pair of expressions shows.</summary>
    public void Record(string description) => Record(new Entry(null, null, description));

    public IEnumerator<string> GetEnumerator() => _entries.Select(entry => entry.ToString()).Distinct().ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Record(Entry entry)
    {
        if (_seen.Add(entry))
            _entries.Add(entry);
    }

    private readonly record struct Entry(Expr? Before, Expr? After, string? Description)
    {
        public override string ToString() => Description ?? $"{Before} → {After}";
    }
}
