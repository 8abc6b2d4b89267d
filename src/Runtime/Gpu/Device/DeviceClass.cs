using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>One of the other classes of a row. A value is computed where it is read: one that a loss does not use costs nothing.</summary>
internal readonly struct DeviceClass<TNumber, TMath, TFormat, TPack>(
    TNumber logit, TNumber untransformed, int index, DeviceInputs<TNumber, TFormat, TPack> inputs,
    RowSoftmax<TNumber, TMath> row) : IClassValues<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    public TNumber Logit => logit;

    public TNumber UntransformedLogit => untransformed;

    public TNumber LogProb => logit - row.Maximum - row.LogSumExpOffset;

    public TNumber Prob => TMath.Exp(logit - row.Maximum) * row.PerExponential;

    public TNumber Index => TMath.OfInteger(index);

    public TNumber Vector(int vector) => inputs.Vector(vector, index);

    public TNumber Input(int input) => inputs.ClassInput(input, index);
}
