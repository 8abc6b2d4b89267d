namespace SparseLsr.Gen;

/// <summary>A parameter of a loss with one number for each class: a prior, a margin, a weight.</summary>
/// <remarks>
/// Of <c>Loss</c> and <c>Logit</c>: <c>v[c]</c> is that of a class, <c>v[row]</c> that of the target; constants to every derivative by
/// the logits.
/// </remarks>
public readonly struct ClassVector
{
    private readonly double[] _values;

    /// <summary>Copies the numbers.</summary>
    /// <param name="values">One for each class.</param>
    public ClassVector(ReadOnlySpan<double> values) => _values = values.ToArray();

    /// <summary>Copies the numbers, after a check of how many there are.</summary>
    /// <param name="values">One for each class.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="name">What the vector is called in the message of the exception.</param>
    /// <exception cref="ArgumentException">There is not one for each class.</exception>
    public ClassVector(ReadOnlySpan<double> values, int classes, string name)
        : this(values) =>
        CompilerServices.RowArguments.CheckVector(values.Length, classes, name);

    /// <summary>A one for each class.</summary>
    /// <param name="classes">The number of classes.</param>
    public static ClassVector Ones(int classes)
    {
        double[] ones = new double[classes];
        ones.AsSpan().Fill(1);
        return new ClassVector(ones);
    }

    /// <summary>The number of a class.</summary>
    public double this[RowClass c] => _values[(int)c.Index];

    /// <summary>The number of the row's target.</summary>
    public double this[Row row] => _values[(int)row.Target];
}
