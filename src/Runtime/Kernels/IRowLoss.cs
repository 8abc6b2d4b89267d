using System.ComponentModel;
using System.Numerics;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// What the generator writes for a loss: a value that holds the loss's parameters and the constants that follow from them and
/// from the class count, and a pure function of a row's statistics. The runtime does everything else.
/// </summary>
/// <remarks>Fields are of type <c>double</c> alone: on a GPU the value is passed as its bytes.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowLoss : IRowNeeds
{
    /// <summary>Whether the loss is undefined for a single class: it uses the log-odds or log(1 − p).</summary>
    static abstract bool RequiresTwoClasses { get; }

    /// <summary>The loss of one row and, where <typeparamref name="TGradient"/> is set, the coefficients of its gradient.</summary>
    /// <param name="row">The row's statistics.</param>
    /// <param name="by">The derivatives of the loss by the base quantities; 0 where no gradient is wanted.</param>
    /// <typeparam name="T">double on the CPU whatever the logits' type; on a GPU float, and double for logits of that type.</typeparam>
    /// <typeparam name="TMath">The functions for that type and device.</typeparam>
    /// <typeparam name="TGradient">Whether a gradient is wanted.</typeparam>
    T Evaluate<T, TMath, TGradient>(in RowStatistics<T, TMath> row, out GradientCoefficients<T> by)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>
        where TGradient : struct, IFlag;
}
