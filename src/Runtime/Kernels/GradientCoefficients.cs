using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The derivatives of a row's loss by the base quantities. They determine its gradient: with q the softmax of the other classes,
/// g_t = Target + Mean/C and g_j = q_j·(Others − Entropy·(log q_j + H′)) + Mean/C for j ≠ t.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct GradientCoefficients<T>
    where T : unmanaged
{
    /// <summary>∂L/∂z_t, by the target's logit with ℓ′ held.</summary>
    public T Target { get; set; }

    /// <summary>∂L/∂ℓ′, by the log-sum-exp of the other classes with z_t held.</summary>
    public T Others { get; set; }

    /// <summary>∂L/∂z̄, by the mean logit.</summary>
    public T Mean { get; set; }

    /// <summary>∂L/∂H′, by the entropy of the softmax of the other classes.</summary>
    public T Entropy { get; set; }

    /// <summary>∂L/∂x by the first of the numbers that come with the row.</summary>
    public T Input0 { get; set; }

    /// <summary>By the second one.</summary>
    public T Input1 { get; set; }

    /// <summary>By the third one.</summary>
    public T Input2 { get; set; }

    /// <summary>By the fourth one.</summary>
    public T Input3 { get; set; }

    /// <summary>The same number by each of the numbers that come with the row.</summary>
    internal static GradientCoefficients<T> OfInputs(T value) =>
        new() { Input0 = value, Input1 = value, Input2 = value, Input3 = value };

    /// <summary>By one of them.</summary>
    internal readonly T Input(int index) => index switch { 0 => Input0, 1 => Input1, 2 => Input2, _ => Input3 };
}
