using System.Numerics;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>All losses of a huge batch, and the gradients of rows at its ends and where 32 bits come to an end.</summary>
internal sealed class HugeChecks<T, TNumber, TMath, TTargets, TTarget> : IDisposable
    where T : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged, INumber<TTarget>
{
    private readonly DeviceBatch<T, TNumber, TMath, TTargets, TTarget> _batch;
    private readonly DeviceBuffer<TNumber> _upstream;
    private readonly CheckedLoss _loss;
    private readonly HugeShape _shape;
    private readonly Findings _findings;
    private readonly Expected _block;
    private readonly Allowance _scalars = Allowance.OfScalars<T>();
    private readonly Allowance _elements;

    public HugeChecks(ICheckDevice device, CheckedLoss loss, HugeShape shape, Findings findings)
    {
        _loss = loss;
        _shape = shape;
        _findings = findings;
        _elements = Allowance.OfElements<T>(device.IsEmulated);
        _batch = new DeviceBatch<T, TNumber, TMath, TTargets, TTarget>(
            device, shape.Rows, shape.Classes, layout: shape.Mapping is null ? null : shape.Layout, loss: loss);
        _upstream = new DeviceBuffer<TNumber>(device, [TNumber.CreateTruncating(2)]);
        RepeatedRows rows = RepeatedRows.Of(shape.Rows, shape.Classes);
        T[] logits = Array.ConvertAll(rows.Logits, GpuElement.From<T>);
        _batch.Logits.Repeat(logits);
        _batch.Targets.Repeat(Array.ConvertAll(rows.Targets, TTarget.CreateTruncating));
        double[][] held = [.. Array.ConvertAll(logits, GpuElement.ToDouble).Chunk(shape.Classes)];
        _block = new Expected(loss, held, rows.Targets, null);
    }

    public void Run(string where)
    {
        _batch.FindScale();
        _batch.ForwardSaving(_loss);
        CheckLosses($"{where}, forward keeping terms");
        _batch.Backward(_loss, _upstream.View);
        CheckGradients($"{where}, backward", 2);
        _batch.Gradient.Fill(0xFF);
        _batch.Losses.Fill(0xFF);
        _batch.Fused(_loss);
        CheckLosses($"{where}, forward with gradient");
        CheckGradients($"{where}, gradient", 1);
        _findings.Check(_batch.IsGuarded, () => $"{where}: a kernel wrote beyond its memory");
    }

    public void Dispose()
    {
        _batch.Dispose();
        _upstream.Dispose();
    }

    private void CheckLosses(string where)
    {
        TNumber[] losses = _batch.Losses.Read();
        double sum = 0;
        int wrong = 0, first = -1;
        for (int row = 0; row < losses.Length; row++)
        {
            double expected = _block.Losses[row % _block.Losses.Length];
            sum += expected;
            if (_scalars.Contains(expected, double.CreateTruncating(losses[row]), Math.Abs(expected)))
                continue;
            wrong++;
            first = first < 0 ? row : first;
        }
        _findings.Check(wrong == 0, () => $"{where}: {wrong} losses are wrong, the first that of row {first}: {losses[first]}, "
            + $"expected {_block.Losses[first % _block.Losses.Length]:R}");
        _batch.FindMean();
        _findings.Near(sum / _shape.Rows, double.CreateTruncating(_batch.Result.Read()[0]), _scalars, $"{where}, mean");
    }

    private void CheckGradients(string where, double upstream)
    {
        long boundary = _shape.Boundary / _shape.Classes;
        long[] rows = [0, 1, boundary / 2, boundary - 1, boundary, boundary + 1, _shape.Rows - 2, _shape.Rows - 1];
        foreach (long row in rows.Where(row => row < _shape.Rows).Distinct())
        {
            double[] expected = Array.ConvertAll(_block.Gradients[row % _block.Gradients.Length], element => element * upstream / _shape.Rows);
            double[] actual = Array.ConvertAll(_batch.Gradient.Read(row * _shape.Classes, _shape.Classes), GpuElement.ToDouble);
            _findings.Near(expected, actual, _elements, $"{where}, row {row}");
        }
    }
}
