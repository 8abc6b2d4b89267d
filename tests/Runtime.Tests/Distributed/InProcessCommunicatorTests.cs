using System.Runtime.InteropServices;
using SparseLsr.Gen.Distributed;

namespace SparseLsr.Gen.Tests.Distributed;

public sealed class InProcessCommunicatorTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void All_ranks_get_the_numbers_of_all(int size)
    {
        int[][] gathered = Ranks.Run(size, communicator =>
        {
            Assert.Equal(size, communicator.Size);
            var last = new int[2 * size];
            // Many rounds, so that a fast rank is in the next one before a slow one has left.
            for (int round = 0; round < 200; round++)
            {
                int[] own = [communicator.Rank, round];
                communicator.AllGather(MemoryMarshal.AsBytes(own.AsSpan()), MemoryMarshal.AsBytes(last.AsSpan()), "numbers");
                Assert.Equal(Enumerable.Range(0, size).SelectMany(rank => (int[])[rank, round]), last);
            }
            return last;
        });
        Assert.Equal(size, gathered.Length);
    }

    /// <summary>Rounded differently in any other order: 1 + 2⁻⁵³ is 1, and 2⁻⁵³ + 2⁻⁵³ is not lost.</summary>
    [Fact]
    public void Sums_are_formed_in_the_order_of_the_ranks()
    {
        double small = Math.ScaleB(1, -53);
        double[] numbers = [1, small, small];
        double[][] sums = Ranks.Run(3, communicator =>
        {
            double[] values = [numbers[communicator.Rank], numbers[2 - communicator.Rank]];
            communicator.AllReduceSum(values, "sums");
            return values;
        });
        Assert.All(sums, values => Assert.Equal([1, 1 + 2 * small], values));
    }

    [Fact]
    public void Memory_of_another_length_is_refused()
    {
        using InProcessCommunicator communicator = InProcessCommunicator.Create(1)[0];
        Assert.Throws<ArgumentException>("all", () => communicator.AllGather(new byte[3], new byte[4], "bytes"));
    }

    [Fact]
    public void Ranks_with_other_lengths_or_in_another_collective_end_on_all_ranks()
    {
        Exception?[] lengths = Ranks.Exceptions(3, communicator => Gather(communicator, communicator.Rank == 2 ? 8 : 16));
        AssertAll(lengths, 2, "Rank 2", "8 bytes", "16 bytes", "some numbers");
        Exception?[] collectives = Ranks.Exceptions(3, communicator =>
        {
            if (communicator.Rank == 1)
                communicator.AllReduceSum(new double[2], "a sum");
            else
                Gather(communicator, 16);
        });
        AssertAll(collectives, 1, "AllReduceSum", "AllGather", "a sum");
    }

    /// <summary>As all ranks have seen the same, the group is not lost.</summary>
    [Fact]
    public void Ranks_go_on_after_they_have_disagreed()
    {
        Exception?[] exceptions = Ranks.Exceptions(2, communicator =>
        {
            Assert.Throws<CommunicationException>(() => Gather(communicator, communicator.Rank + 1));
            Gather(communicator, 3);
        });
        Assert.All(exceptions, Assert.Null);
    }

    [Fact]
    public void A_rank_that_ends_ends_the_others()
    {
        Exception?[] exceptions = Ranks.Exceptions(3, communicator =>
        {
            if (communicator.Rank == 1)
                throw new InvalidDataException("broken");
            Gather(communicator, 8);
        });
        Assert.IsType<InvalidDataException>(exceptions[1]);
        AssertAll([exceptions[0], exceptions[2]], 1, "Rank 1 has left");
    }

    [Fact]
    public void A_rank_that_aborts_says_why_now_and_later()
    {
        Exception?[] exceptions = Ranks.Exceptions(2, communicator =>
        {
            if (communicator.Rank == 0)
                communicator.Abort("no memory");
            Assert.Throws<CommunicationException>(() => Gather(communicator, 8));
            Gather(communicator, 8);
        });
        AssertAll(exceptions, 0, "Rank 0", "no memory");
    }

    [Fact]
    public void A_rank_that_does_not_come_ends_the_others()
    {
        using var over = new ManualResetEventSlim();
        Exception?[] exceptions = Ranks.Exceptions(
            2,
            communicator =>
            {
                if (communicator.Rank == 1)
                {
                    over.Wait();
                    return;
                }
                try
                {
                    Gather(communicator, 8);
                }
                finally
                {
                    over.Set();
                }
            },
            s_short);
        AssertAll([exceptions[0]], 1, "Rank 1", "0.2 seconds", "some numbers");
    }

    [Fact]
    public void A_rank_is_used_by_one_thread_at_a_time()
    {
        InProcessCommunicator[] communicators = InProcessCommunicator.Create(2, TimeSpan.FromSeconds(20));
        var exceptions = new Exception?[2];
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(i => new Thread(() => Use(i)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Contains(exceptions, exception => exception is InvalidOperationException);
        Assert.Contains(exceptions, exception => exception is CommunicationException);

        void Use(int i)
        {
            exceptions[i] = Record.Exception(() => Gather(communicators[0], 8));
            // The other one waits for rank 1.
            communicators[1].Abort("not there");
        }
    }

    [Fact]
    public void Groups_without_ranks_or_time_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("size", () => InProcessCommunicator.Create(0));
        Assert.Throws<ArgumentOutOfRangeException>("timeout", () => InProcessCommunicator.Create(1, TimeSpan.Zero));
    }

    private static void Gather(InProcessCommunicator communicator, int bytes) =>
        communicator.AllGather(new byte[bytes], new byte[bytes * communicator.Size], "some numbers");

    private static void AssertAll(Exception?[] exceptions, int rank, params string[] parts)
    {
        foreach (Exception? exception in exceptions)
        {
            CommunicationException thrown = Assert.IsType<CommunicationException>(exception);
            Assert.Equal(rank, thrown.Rank);
            Assert.All(parts, part => Assert.Contains(part, thrown.Message));
        }
    }
}
