using System.Numerics;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>Every call of a module over rows of every kind, against the CPU.</summary>
internal sealed class EdgeChecks<T, TNumber, TMath, TTargets, TTarget> : IDisposable
    where T : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged, INumber<TTarget>
{
    // Powers of two: multiplying by them rounds nothing.
    private static readonly double[] s_upstream = [0.5, -2, 0.25, 1];

    private readonly DeviceBatch<T, TNumber, TMath, TTargets, TTarget> _batch;
    private readonly DeviceBuffer<TNumber> _upstream;
    private readonly ICheckDevice _device;
    private readonly CheckedLoss _loss;
    private readonly Findings _findings;
    private readonly Expected _expected;
    private readonly T[] _logits;
    private readonly int _classes;
    private readonly bool _isSamePlace;
    private readonly string _where;
    private readonly Allowance _elements;
    private readonly Allowance _scalars;

    /// <param name="device">The device.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="variant">How rows lie.</param>
    /// <param name="weighted">Whether classes have weights.</param>
    /// <param name="findings">Where it is told.</param>
    /// <param name="where">What it is called there.</param>
    public EdgeChecks(ICheckDevice device, CheckedLoss loss, Variant variant, bool weighted, Findings findings, string where)
    {
        _device = device;
        _loss = loss;
        _findings = findings;
        _where = where;
        _classes = variant.Classes;
        _isSamePlace = variant.GradientOffset == variant.Offset;
        _elements = Allowance.OfElements<T>(device.IsEmulated);
        _scalars = Allowance.OfScalars<T>();
        bool isNarrow = typeof(T) == typeof(ushort) || typeof(T) == typeof(ILGPU.Half);
        (double[][] rows, long[] targets) = EdgeRows.Of(_classes, isNarrow);
        _logits = [.. rows.SelectMany(row => row).Select(GpuElement.From<T>)];
        double[][] held = [.. Array.ConvertAll(_logits, GpuElement.ToDouble).Chunk(_classes)];
        double[]? weights = weighted ? [.. Enumerable.Range(0, _classes).Select(j => 1 + 0.25 * (j % 5))] : null;
        _expected = new Expected(loss, held, targets, weights);

        _batch = new DeviceBatch<T, TNumber, TMath, TTargets, TTarget>(
            device, rows.Length, _classes, weights is null ? null : Array.ConvertAll(weights, TNumber.CreateTruncating),
            variant.Mapping is null ? null : variant.Layout, variant.Offset, loss, variant.GradientOffset);
        _batch.Logits.Write(_logits);
        _batch.Targets.Write(Array.ConvertAll(targets, TTarget.CreateTruncating));
        _upstream = new DeviceBuffer<TNumber>(
            device, [.. Enumerable.Range(0, rows.Length).Select(row => TNumber.CreateTruncating(Upstream(row)))]);
    }

    public void Run()
    {
        _batch.FindScale();
        _findings.Near(_expected.Scale, double.CreateTruncating(_batch.Scale.Read()[0]), _scalars, $"{_where}, scale");

        TNumber[] losses = CheckLosses("forward", () => _batch.Forward(_loss));
        _findings.Same(losses, CheckLosses("forward again", () => _batch.Forward(_loss)), $"{_where}, forward twice");

        // What two kernels compute need not be the same bit for bit: the driver's compiler puts each together in its own way.
        losses = CheckLosses("forward keeping terms", () => _batch.ForwardSaving(_loss));
        TNumber[] saved = _batch.Saved.Read();
        _batch.Backward(_loss, _upstream.View);
        CheckGradient("backward, a factor a row", _batch.Gradient, Upstream);
        CheckFlag("backward", expectsRow: true);
        _batch.ForwardSaving(_loss);
        _findings.Same(losses, _batch.Losses.Read(), $"{_where}, forward keeping saved twice");
        // A row that is left out keeps none.
        _findings.Same(saved, _batch.Saved.Read(), $"{_where}, saved twice");
        using (var one = new DeviceBuffer<TNumber>(_device, [TNumber.CreateTruncating(-0.5)]))
            _batch.Backward(_loss, one.View, inPlace: true);
        CheckGradient("backward in place, one factor", _batch.Logits, static _ => -0.5);
        CheckFlag("backward in place", expectsRow: true);
        _batch.Logits.Write(_logits);

        CheckFused();
        CheckFlag("scaling of the gradient", expectsRow: false);
        _findings.Check(_batch.IsGuarded && _upstream.IsGuarded, () => $"{_where}: a kernel wrote beyond its memory");
    }

    public void Dispose()
    {
        _batch.Dispose();
        _upstream.Dispose();
    }

    private static double Upstream(int row) => s_upstream[row % s_upstream.Length];

    private void CheckFused()
    {
        CheckLosses("forward with gradient", () => _batch.Fused(_loss));
        CheckGradient("gradient", _batch.Gradient, static _ => 1);
        T[] gradient = _batch.Gradient.Read();
        _batch.Gradient.Fill(0xFF);
        _batch.Fused(_loss);
        _findings.Same(gradient, _batch.Gradient.Read(), $"{_where}, gradient twice");
        _batch.Fused(_loss, inPlace: true);
        // In other packs the sums of a row are those of other threads.
        if (_isSamePlace)
            _findings.Same(gradient, _batch.Logits.Read(), $"{_where}, gradient in place");
        else
            CheckGradient("gradient in place", _batch.Logits, static _ => 1);
        _batch.Logits.Write(_logits);

        CheckFlag("forward with gradient", expectsRow: true);
        CheckMultiply(gradient, 1);
        CheckMultiply(gradient, -2);
    }

    // What a factor of 1 leaves alone is the same bit for bit; a power of two moves no digit.
    private void CheckMultiply(T[] gradient, double factor)
    {
        using var number = new DeviceBuffer<T>(_device, [GpuElement.From<T>(factor)]);
        _batch.Multiply(number.View);
        T[] product = _batch.Gradient.Read();
        if (factor == 1)
            _findings.Same(gradient, product, $"{_where}, gradient times 1");
        else
            _findings.Near(
                Array.ConvertAll(gradient, element => factor * GpuElement.ToDouble(element)), Array.ConvertAll(product, GpuElement.ToDouble),
                // Numbers that are not normal may become 0 on the way.
                new Allowance(0, 0, 4 * GpuElement.Step<T>()), $"{_where}, gradient times {factor}");
    }

    private TNumber[] CheckLosses(string call, Action start)
    {
        _batch.Losses.Fill(0xFF);
        start();
        TNumber[] losses = _batch.Losses.Read();
        for (int row = 0; row < losses.Length; row++)
        {
            string where = $"{_where}, {call}, row {row}";
            _findings.Near(_expected.Losses[row], double.CreateTruncating(losses[row]), _scalars, where, _loss.Magnitude);
        }
        CheckFlag(call, expectsRow: true);
        return losses;
    }

    private void CheckGradient(string call, DeviceBuffer<T> buffer, Func<int, double> upstream)
    {
        double[] gradient = Array.ConvertAll(buffer.Read(), GpuElement.ToDouble);
        for (int row = 0; row < _expected.Gradients.Length; row++)
        {
            double factor = _expected.Scale * upstream(row);
            double[] expected = Array.ConvertAll(_expected.Gradients[row], element => element * factor);
            string where = $"{_where}, {call}, row {row}";
            double scale = _expected.GradientScales[row] * Math.Abs(factor);
            _findings.Near(expected, gradient.AsSpan(row * _classes, _classes), _elements, where, scale);
        }
    }

    private void CheckFlag(string call, bool expectsRow)
    {
        _device.Synchronize();
        string told = "nothing";
        try
        {
            _device.Launcher.Flag.ThrowIfSet();
        }
        catch (ArgumentException exception)
        {
            told = exception.Message;
        }
        bool holds = expectsRow ? told.StartsWith($"targets[{EdgeRows.WithoutClass}] of", StringComparison.Ordinal) : told == "nothing";
        _findings.Check(holds, () => $"{_where}, {call}: the next call was told {told}");
    }
}
