using System.Globalization;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>Collects what is wrong over many rows, and fails at the end with the first of it.</summary>
internal sealed class CheckResult
{
    private const int Shown = 5;

    private readonly List<string> _wrong = [];
    private int _count;

    /// <summary>How many numbers were compared.</summary>
    public int Compared { get; private set; }

    public void Check(double got, double expected, double tolerance, Func<string> what)
    {
        Compared++;
        if (IsRight(got, expected, tolerance))
            return;
        _count++;
        if (_wrong.Count == Shown)
            return;
        string numbers = string.Create(CultureInfo.InvariantCulture, $"got {got:G17}, expected {expected:G17} ± {tolerance:G3}");
        _wrong.Add($"{what()}: {numbers}");
    }

    public void Check(ReadOnlySpan<double> got, ReadOnlySpan<double> expected, double tolerance, Func<string> what)
    {
        for (int j = 0; j < expected.Length; j++)
        {
            if (IsRight(got[j], expected[j], tolerance))
                Compared++;
            else
                Check(got[j], expected[j], tolerance, OfGradient(what, j));
        }
    }

    /// <summary>Fails where something was wrong, or nothing was compared.</summary>
    public void AssertRight()
    {
        if (Compared == 0)
            throw new CheckFailedException("Nothing was compared.");
        if (_count > 0)
            throw new CheckFailedException($"{_count} of {Compared} are wrong:\n{string.Join('\n', _wrong)}");
    }

    private static bool IsRight(double got, double expected, double tolerance) =>
        got.Equals(expected) || Math.Abs(got - expected) <= tolerance;

    // Apart from the loop, which would make an object for every element.
    private static Func<string> OfGradient(Func<string> what, int index) => () => $"{what()}, gradient[{index}]";
}
