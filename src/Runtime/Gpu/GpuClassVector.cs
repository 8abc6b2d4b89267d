using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>A class vector of a loss on an accelerator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuClassVector
{
    /// <summary>Takes the numbers, which are copied when the loss is made.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="values">One number for each class.</param>
    public GpuClassVector(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        Name = name;
        Values = values;
    }

    internal string Name { get; }

    internal double[] Values { get; }
}
