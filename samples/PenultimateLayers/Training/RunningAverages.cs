namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>Averages over the last steps, to watch a run by, and times over all steps since the program started.</summary>
/// <param name="averaged">About how many steps count.</param>
internal sealed class RunningAverages(double averaged)
{
    private TimeSpan _inLoss;
    private double _weight;
    private double _loss, _accuracy;

    /// <summary>Of the training batches.</summary>
    public double Loss => _loss / _weight;

    /// <summary>Of the training batches, 0 to 1.</summary>
    public double Accuracy => _accuracy / _weight;

    /// <summary>How much of a step's time the loss takes, forward and backward, 0 to 1.</summary>
    public double LossShare => InStep == TimeSpan.Zero ? 0 : _inLoss / InStep;

    /// <summary>How many steps there were.</summary>
    public long Steps { get; private set; }

    /// <summary>The time spent in steps.</summary>
    public TimeSpan InStep { get; private set; }

    public void Add(double loss, double accuracy, TimeSpan inLoss, TimeSpan inStep)
    {
        double keep = 1 - 1 / averaged;
        _loss = keep * _loss + loss;
        _accuracy = keep * _accuracy + accuracy;
        _weight = keep * _weight + 1;
        Steps++;
        _inLoss += inLoss;
        InStep += inStep;
    }
}
