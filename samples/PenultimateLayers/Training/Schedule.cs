namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>The learning rate of each step: a tenth after two thirds of all steps, and another tenth after nine tenths.</summary>
internal static class Schedule
{
    private const double Initial = 0.01;
    private const double Decay = 0.1;

    public static double LearningRate(long step, long steps) =>
        step < steps * 2 / 3 ? Initial : step < steps * 9 / 10 ? Initial * Decay : Initial * Decay * Decay;
}
