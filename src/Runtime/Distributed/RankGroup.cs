using System.Globalization;

namespace SparseLsr.Gen.Distributed;

internal enum Collective
{
    AllGather,
    AllReduceSum,
}

/// <summary>What a rank brings to a collective: memory that stays where it is until the rank goes on.</summary>
internal readonly record struct Contribution(Collective Collective, nint Source, nint Destination, int Bytes, string Operation)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Collective} of {Bytes} bytes ({Operation})");
}

/// <summary>Threads that wait for each other.</summary>
/// <param name="size">How many there are.</param>
/// <param name="timeout">How long one waits for the others.</param>
internal sealed class RankGroup(int size, TimeSpan timeout)
{
    // Monitor has a wait with a timeout that gives up the lock, which Lock has not.
    private readonly object _gate = new();
    private readonly Contribution?[] _contributions = new Contribution?[size];
    private long _round;
    private int _present;

    // Of the last round: what all ranks throw, or null.
    private (int Rank, string Message)? _refused;
    private (int Rank, string Message)? _failed;

    public int Size => size;

    /// <summary>Waits for all ranks, and returns once the collective is done.</summary>
    /// <exception cref="CommunicationException">A rank does not take part.</exception>
    public void Join(int rank, Contribution contribution)
    {
        lock (_gate)
        {
            ThrowIf(_failed);
            if (_contributions[rank] is { } other)
            {
                throw new InvalidOperationException(
                    $"Rank {rank} begins {contribution} while another thread is in its {other}; one thread at a time may use a rank.");
            }
            _contributions[rank] = contribution;
            if (++_present == size)
                Complete();
            else
                Wait(rank);
            ThrowIf(_refused);
        }
    }

    /// <summary>Ends what ranks wait for now, and all that they begin later.</summary>
    public void Fail(int rank, string message)
    {
        lock (_gate)
        {
            _failed ??= (rank, message);
            Monitor.PulseAll(_gate);
        }
    }

    private void Wait(int rank)
    {
        long round = _round, end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (_round == round && _failed is null)
        {
            long left = end - Environment.TickCount64;
            if (left > 0)
            {
                Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue));
                continue;
            }
            int missing = Array.FindIndex(_contributions, contribution => contribution is null);
            Fail(missing, string.Create(
                CultureInfo.InvariantCulture,
                $"Rank {missing} has not come to {_contributions[rank]} within {timeout.TotalSeconds} seconds."));
        }
        if (_round != round)
            return;
        // Nobody may touch this rank's memory after it has gone on.
        _contributions[rank] = null;
        _present--;
        ThrowIf(_failed);
    }

    private void Complete()
    {
        Contribution[] all = [.. _contributions.Select(contribution => contribution!.Value)];
        _refused = null;
        int different = Array.FindIndex(
            all, contribution => contribution.Collective != all[0].Collective || contribution.Bytes != all[0].Bytes);
        if (different >= 0)
            _refused = (different, $"Rank {different} is in {all[different]}, rank 0 in {all[0]}; expected the same on all ranks.");
        else if (all[0].Collective == Collective.AllGather)
            Gather(all);
        else
            Sum(all);
        Array.Clear(_contributions);
        _present = 0;
        _round++;
        Monitor.PulseAll(_gate);
    }

    private static unsafe void Gather(Contribution[] all)
    {
        foreach (Contribution to in all)
        {
            for (int i = 0; i < all.Length; i++)
            {
                long bytes = all[i].Bytes;
                Buffer.MemoryCopy((void*)all[i].Source, (byte*)to.Destination + i * bytes, bytes, bytes);
            }
        }
    }

    private static unsafe void Sum(Contribution[] all)
    {
        for (int i = 0; i < all[0].Bytes / sizeof(double); i++)
        {
            double sum = 0;
            foreach (Contribution from in all)
                sum += ((double*)from.Source)[i];
            foreach (Contribution to in all)
                ((double*)to.Destination)[i] = sum;
        }
    }

    private static void ThrowIf((int Rank, string Message)? failure)
    {
        if (failure is var (rank, message))
            throw new CommunicationException(rank, message);
    }
}
