using System.Runtime.ExceptionServices;
using SparseLsr.Gen.Distributed;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>Threads as ranks.</summary>
internal static class Ranks
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    /// <summary>What each rank returns; the first exception of one is thrown here.</summary>
    public static T[] Run<T>(int size, Func<InProcessCommunicator, T> rank)
    {
        (T Result, Exception? Exception)[] all = RunAll(size, rank);
        if (all.Select(one => one.Exception).FirstOrDefault(exception => exception is not null) is { } exception)
            ExceptionDispatchInfo.Throw(exception);
        return [.. all.Select(one => one.Result)];
    }

    /// <summary>What each rank throws.</summary>
    public static Exception?[] Exceptions(int size, Action<InProcessCommunicator> rank, TimeSpan? timeout = null) =>
        [.. RunAll(size, communicator =>
        {
            rank(communicator);
            return 0;
        }, timeout).Select(one => one.Exception)];

    private static (T Result, Exception? Exception)[] RunAll<T>(int size, Func<InProcessCommunicator, T> rank, TimeSpan? timeout = null)
    {
        InProcessCommunicator[] communicators = InProcessCommunicator.Create(size, timeout ?? s_timeout);
        var results = new (T, Exception?)[size];
        Thread[] threads = [.. communicators.Select(communicator => new Thread(() => results[communicator.Rank] = One(communicator)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return results;

        (T, Exception?) One(InProcessCommunicator communicator)
        {
            using (communicator)
            {
                try
                {
                    return (rank(communicator), null);
                }
                catch (Exception exception)
                {
                    return (default!, exception);
                }
            }
        }
    }

    /// <summary>Where each rank's classes begin, and behind them all classes: unequal parts, one of them a single class.</summary>
    public static long[] Parts(int size, long classes)
    {
        // Relative sizes 3, 0, 5, 1, 2: of 0, there is one class.
        int[] shares = [3, 0, 5, 1, 2];
        long total = shares[..size].Sum(), sum = 0;
        var first = new long[size + 1];
        for (int i = 0; i < size; i++)
        {
            sum += shares[i];
            first[i + 1] = Math.Max(first[i] + 1, Math.Min(sum * classes / total, classes - (size - 1 - i)));
        }
        first[size] = classes;
        return first;
    }

    /// <summary>A rank's part of a tensor along its classes; a leaf of its own.</summary>
    public static Tensor Part(Tensor whole, long[] parts, int rank, int dimension) =>
        whole.detach().narrow(dimension, parts[rank], parts[rank + 1] - parts[rank]).clone();
}
