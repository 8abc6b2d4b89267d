using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The kinds of rows that losses are tried on.</summary>
internal enum RowKind
{
    /// <summary>Normal logits.</summary>
    Ordinary,

    /// <summary>1 − p as small as e^−60 in float32, e^−300 in float64.</summary>
    Confident,

    /// <summary>p as small as that.</summary>
    Wrong,

    /// <summary>Normal logits ±10,000.</summary>
    Offset,

    /// <summary>Masked classes of logit −∞, among them the first half of the row.</summary>
    Masked,

    /// <summary>Equal logits, the target's among the largest.</summary>
    Ties,
}

/// <summary>One row of logits of one element type, and all that is exactly known of it.</summary>
internal sealed class RowCase
{
    private readonly Lazy<ExactRow> _exact;

    public RowCase(bool isSingle, RowKind kind, int index, double[] logits, int target)
    {
        IsSingle = isSingle;
        Kind = kind;
        Logits = isSingle ? [.. logits.Select(logit => (double)(float)logit)] : logits;
        Target = target;
        Index = index;
        _exact = new Lazy<ExactRow>(() => new ExactRow(Logits, target));
    }

    /// <summary>Whether the logits are float32.</summary>
    public bool IsSingle { get; }

    /// <summary>The logits, of which a float32 row has rounded ones.</summary>
    public double[] Logits { get; }

    public int Target { get; }

    public RowKind Kind { get; }

    /// <summary>Which row of its kind, the milder one first.</summary>
    public int Index { get; }

    public ExactRow Exact => _exact.Value;

    public override string ToString() => $"C = {Logits.Length}, {Kind} row {Index}, {(IsSingle ? "float32" : "float64")}";
}
