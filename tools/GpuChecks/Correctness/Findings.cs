using System.Diagnostics;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>Counts checks, and says of each block what failed.</summary>
/// <param name="output">Where to.</param>
/// <param name="part">Which of the parts is run, from 0.</param>
/// <param name="parts">How many parts the blocks are dealt out to.</param>
internal sealed class Findings(TextWriter output, int part = 0, int parts = 1)
{
    /// <summary>What is said in full of a block; where more is wrong, the rest is counted.</summary>
    private const int MostMessages = 8;

    private readonly List<GroupRecord> _groups = [];
    private readonly List<string> _notRun = [];
    private readonly List<string> _messages = [];
    private int _checks;
    private int _wrong;
    private int _next;

    public IReadOnlyList<GroupRecord> Groups => _groups;

    /// <summary>What there was no room for, and why.</summary>
    public IReadOnlyList<string> NotRun => _notRun;

    public int Checks => _groups.Sum(group => group.Checks);

    public int Wrong => _groups.Sum(group => group.Wrong);

    public string Summary => $"{Checks} checks, {Wrong} wrong" + (_notRun.Count == 0 ? "" : $", {_notRun.Count} groups not run (see above)");

    /// <summary>Runs the checks of a block and prints its line.</summary>
    public void Group(string name, Action checks)
    {
        if (!IsOfPart())
            return;
        _checks = _wrong = 0;
        _messages.Clear();
        long start = Stopwatch.GetTimestamp();
        try
        {
            checks();
        }
        // Whatever the driver or a compiler may throw: it is a finding, and the other blocks are wanted all the same.
        catch (Exception exception)
        {
            Check(false, () => $"broke off: {exception}");
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (_checks == 0)
            Check(false, () => "nothing was checked");
        Add(new GroupRecord(name, _checks, _wrong, Math.Round(seconds, 2), [.. _messages]));
    }

    /// <summary>Prints and counts what came of a block.</summary>
    public void Add(GroupRecord group)
    {
        _groups.Add(group);
        output.WriteLine($"{group.Name,-64} {group.Checks,7} checks {group.Wrong,6} wrong {group.Seconds,7:F1} s");
        foreach (string message in group.Messages)
            output.WriteLine($"    WRONG {message}");
        if (group.Wrong > group.Messages.Count)
            output.WriteLine($"    and {group.Wrong - group.Messages.Count} more");
    }

    /// <summary>Prints and counts what another process found.</summary>
    public void Add(CorrectReport report)
    {
        foreach (GroupRecord group in report.Groups)
            Add(group);
        foreach (string notRun in report.NotRun)
        {
            _notRun.Add(notRun);
            output.WriteLine($"NOT RUN: {notRun}");
        }
    }

    /// <summary>Says that a block cannot be run here.</summary>
    public void Skip(string name, string reason)
    {
        if (!IsOfPart())
            return;
        _notRun.Add($"{name}: {reason}");
        output.WriteLine($"{name,-64} NOT RUN: {reason}");
    }

    public void Check(bool holds, Func<string> message)
    {
        _checks++;
        if (holds)
            return;
        _wrong++;
        if (_messages.Count < MostMessages)
            _messages.Add(message());
    }

    public void Near(double expected, double actual, Allowance allowance, string where, double leastScale = 0)
    {
        double scale = Math.Max(Math.Abs(expected), leastScale);
        Check(
            allowance.Contains(expected, actual, scale),
            () => $"{where}: {actual:R}, expected {expected:R} ± {allowance.Around(expected, scale):G3}");
    }

    /// <summary>One check of a row of numbers, whose scale is the largest finite one of them, and at least one that is given.</summary>
    public void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, Allowance allowance, string where, double leastScale = 0)
    {
        double scale = leastScale;
        foreach (double value in expected)
            scale = double.IsFinite(value) ? Math.Max(scale, Math.Abs(value)) : scale;
        int first = -1, wrong = 0;
        for (int j = 0; j < expected.Length; j++)
        {
            if (allowance.Contains(expected[j], actual[j], scale))
                continue;
            first = first < 0 ? j : first;
            wrong++;
        }
        string message = first < 0
            ? ""
            : $"{where}[{first}]: {actual[first]:R}, expected {expected[first]:R} ± {allowance.Around(expected[first], scale):G3}"
                + $"; {wrong} of {expected.Length} elements are wrong";
        Check(first < 0, () => message);
    }

    /// <summary>One check of arrays that have to be the same bit for bit.</summary>
    public void Same<T>(T[] expected, T[] actual, string where)
        where T : unmanaged
    {
        ReadOnlySpan<byte> first = System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected.AsSpan());
        ReadOnlySpan<byte> second = System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual.AsSpan());
        bool same = first.SequenceEqual(second);
        int common = first.CommonPrefixLength(second);
        Check(same, () => $"{where}: other bits from byte {common} of {expected.Length} elements on");
    }

    private bool IsOfPart() => _next++ % parts == part;
}
