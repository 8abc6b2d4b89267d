using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The numbers of a row from which the probabilities of its other classes follow.</summary>
internal struct RowSoftmax<TNumber, TMath>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    /// <summary>m′.</summary>
    public TNumber Maximum;

    /// <summary>(1 − p)/Σ exp(z_i − m′) over the other classes: p_j is this times exp(z_j − m′).</summary>
    public TNumber PerExponential;

    /// <summary>ℓ − m′.</summary>
    public TNumber LogSumExpOffset;

    public static RowSoftmax<TNumber, TMath> Of(in RowStatistics<TNumber, TMath> row) => new()
    {
        Maximum = row.OthersMaximum,
        PerExponential = row.PerExponential * row.Complement,
        LogSumExpOffset = row.LogSumExpOffset,
    };
}
