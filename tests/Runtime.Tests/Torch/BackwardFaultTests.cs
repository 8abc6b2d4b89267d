using System.Runtime.InteropServices;
using SparseLsr.Gen.Torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The cause of an error in backward where libtorch runs that on a thread of its own, as it does for a GPU. Alone: what is kept last is one for all threads.</summary>
[Collection(nameof(BackwardFaultTests))]
[CollectionDefinition(nameof(BackwardFaultTests), DisableParallelization = true)]
public sealed class BackwardFaultTests
{
    [Fact]
    public void It_reaches_the_thread_that_called_backward()
    {
        var cause = new InvalidOperationException();
        var thread = new Thread(() => BackwardFault.Keep(cause));
        thread.Start();
        thread.Join();
        Assert.Null(Cause("something else"));
        Assert.Same(cause, Cause("Function returned an invalid gradient at index 0 - got []"));
        Assert.Null(Cause("Function returned an invalid gradient at index 0 - got []"));
    }

    private static object? Cause(string message)
    {
        var thrown = Assert.Throws<ExternalException>(new Action(() => throw new ExternalException(message)));
        return thrown.Data[SparseTargetLoss.BackwardExceptionKey];
    }
}
