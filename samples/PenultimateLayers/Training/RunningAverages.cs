namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>Averages over the last steps, to watch a run by, and its time over all steps.</summary>
/// <param name="averaged">About how many steps count.</param>
internal sealed class RunningAverages(double averaged)
{
    private long _steps;
    private double _weight, _loss, _accuracy, _seconds, _secondsInLoss;

    /// <summary>Of the training batches; 0 before the first.</summary>
    public double Loss => Ratio(_loss, _weight);

    /// <summary>Of the training batches, 0 to 1.</summary>
    public double Accuracy => Ratio(_accuracy, _weight);

    /// <summary>How much of a step's time the loss takes, forward and backward, 0 to 1.</summary>
    public double LossShare => Ratio(_secondsInLoss, _seconds);

    /// <summary>How many steps were done in a second.</summary>
    public double StepsPerSecond => Ratio(_steps, _seconds);

    public void Add(double loss, double accuracy, TimeSpan inLoss, TimeSpan inStep)
    {
        double keep = 1 - 1 / averaged;
        _loss = keep * _loss + loss;
        _accuracy = keep * _accuracy + accuracy;
        _weight = keep * _weight + 1;
        _steps++;
        _secondsInLoss += inLoss.TotalSeconds;
        _seconds += inStep.TotalSeconds;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_steps);
        foreach (double value in (ReadOnlySpan<double>)[_weight, _loss, _accuracy, _seconds, _secondsInLoss])
            writer.Write(value);
    }

    public void Load(BinaryReader reader)
    {
        _steps = reader.ReadInt64();
        _weight = reader.ReadDouble();
        _loss = reader.ReadDouble();
        _accuracy = reader.ReadDouble();
        _seconds = reader.ReadDouble();
        _secondsInLoss = reader.ReadDouble();
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
