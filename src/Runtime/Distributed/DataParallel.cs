using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Distributed;

/// <summary>What ranks need that have different rows of a batch, each with all classes.</summary>
public static class DataParallel
{
    /// <summary>
    /// What the mean over the rows of all ranks divides by: how many of them are not ignored, or the sum of their classes' weights.
    /// Collective. As <see cref="ISparseTargetLoss.denominator"/> it makes the loss of the whole batch the sum of the ranks' losses, and
    /// its gradients the sums of theirs.
    /// </summary>
    /// <param name="communicator">The ranks.</param>
    /// <param name="criterion">The loss, the same on all ranks.</param>
    /// <param name="targets">The targets of this rank's rows, of any shape; int64, int32 or uint8, on any device.</param>
    /// <returns>The same number on all ranks; 1 where no row counts, since a denominator is positive.</returns>
    /// <exception cref="CommunicationException">A rank does not take part.</exception>
    public static double Denominator(ICommunicator communicator, ISparseTargetLoss criterion, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(communicator);
        double[] sums = new double[2];
        try
        {
            ArgumentNullException.ThrowIfNull(criterion);
            ArgumentNullException.ThrowIfNull(targets);
            (sums[0], sums[1]) = OfRank(criterion, targets);
        }
        catch (Exception exception)
        {
            // The others would wait for this rank.
            communicator.Abort(exception.Message);
            throw;
        }
        communicator.AllReduceSum(sums, $"denominator of {criterion.GetName()}");
        return sums[0] == 0 ? 1 : sums[1];
    }

    private static (double Count, double Weight) OfRank(ISparseTargetLoss criterion, Tensor targets)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        // In int64: in a narrower type the ignored index would be another number.
        Tensor classes = targets.to(CPU).to_type(ScalarType.Int64).reshape(-1);
        Tensor counted = classes.masked_select(classes.ne(tensor(criterion.ignore_index, device: CPU)));
        long count = counted.NumberOfElements;
        if (criterion.weight is not { } weight || count == 0)
            return (count, count);
        return (count, weight.to(CPU).to_type(ScalarType.Float64).index_select(0, counted).sum().item<double>());
    }
}
