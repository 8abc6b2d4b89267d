using System.Globalization;
using System.Runtime.InteropServices;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Distributed;

/// <summary>
/// The losses of rows whose classes are distributed over ranks: each rank holds the logits of its own classes, and gives the others a few
/// numbers of each row in place of them. For any loss, on the CPU.
/// </summary>
/// <remarks>
/// <para>
/// All ranks make one at the same time, and call its methods in the same order: with their own logits, with the same targets and row
/// inputs, and with a loss of the same parameters, whose class vectors and <c>weight</c> are those of the own classes. Classes are numbered
/// through all ranks in their order.
/// </para>
/// <para>
/// All ranks get the same loss, to the bit. Backward gives each the gradient of its own logits, and needs no other rank. By learned numbers
/// and by row inputs it gives every rank the whole gradient, which must not be added up over the ranks. Gradients cannot be differentiated
/// again: a backward through them fails with <see cref="NotSupportedException"/>.
/// </para>
/// </remarks>
public sealed class VocabularyParallel
{
    private readonly ICommunicator _communicator;
    private readonly long[] _firstClasses;

    /// <summary>Numbers the classes of all ranks: collective.</summary>
    /// <param name="communicator">The ranks.</param>
    /// <param name="classes">How many classes this rank holds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="CommunicationException">A rank does not take part.</exception>
    public VocabularyParallel(ICommunicator communicator, long classes)
    {
        ArgumentNullException.ThrowIfNull(communicator);
        if (classes < 1)
        {
            communicator.Abort(string.Create(CultureInfo.InvariantCulture, $"it holds {classes} classes; expected at least 1."));
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"classes is {classes}; expected at least 1.");
        }
        _communicator = communicator;
        var all = new long[communicator.Size];
        communicator.AllGather(
            MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in classes)), MemoryMarshal.AsBytes(all.AsSpan()), nameof(VocabularyParallel));
        _firstClasses = new long[all.Length + 1];
        for (int rank = 0; rank < all.Length; rank++)
            _firstClasses[rank + 1] = checked(_firstClasses[rank] + all[rank]);
    }

    /// <summary>The number of this rank's first class.</summary>
    public long FirstClass => _firstClasses[_communicator.Rank];

    /// <summary>How many classes this rank holds.</summary>
    public long Classes => _firstClasses[_communicator.Rank + 1] - FirstClass;

    /// <summary>How many classes there are on all ranks.</summary>
    public long AllClasses => _firstClasses[^1];

    /// <summary>The loss: collective.</summary>
    /// <param name="criterion">The loss; its class vectors and its weight are those of this rank's classes.</param>
    /// <param name="logits">
    /// Those of this rank's classes, (K), (N, K) or (N, K, d1, ...) for K classes; float32, float64, bfloat16 or float16, of any strides,
    /// on the CPU.
    /// </param>
    /// <param name="targets">
    /// The class of each row, of the classes of all ranks: the logits' shape without K; int64, int32 or uint8; the same on all ranks.
    /// </param>
    /// <param name="inputs">
    /// The inputs of the rows that the loss declares, in their order: numbers of the rows, the same on all ranks, and class inputs of this
    /// rank's classes.
    /// </param>
    /// <returns>As <see cref="SparseTargetLoss.forward"/>, the same on all ranks.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is not as said; where a target is neither a class of some rank nor ignored, on all ranks.
    /// </exception>
    /// <exception cref="CommunicationException">Another rank has failed, or other rows, another loss or other options.</exception>
    /// <exception cref="NotSupportedException">The logits are not on the CPU.</exception>
    public Tensor forward(ISparseTargetLoss criterion, Tensor logits, Tensor targets, params Tensor[] inputs) =>
        Run(criterion, logits, targets, inputs, withMetrics: false).Loss;

    /// <summary>As <see cref="forward"/>, and the metrics of the rows: collective.</summary>
    /// <returns>
    /// The loss; and its metrics in the order of their declaration, each of the shape of the targets, and behind them the number of rows
    /// that are not ignored. The same on all ranks.
    /// </returns>
    /// <inheritdoc cref="forward"/>
    public (Tensor Loss, Tensor[] Metrics) forward_with_metrics(
        ISparseTargetLoss criterion, Tensor logits, Tensor targets, params Tensor[] inputs) =>
        Run(criterion, logits, targets, inputs, withMetrics: true);

    private (Tensor Loss, Tensor[] Metrics) Run(
        ISparseTargetLoss criterion, Tensor logits, Tensor targets, Tensor[] inputs, bool withMetrics)
    {
        var exchange = new RankExchange(_communicator, _firstClasses);
        try
        {
            LossCore core = CoreOf(criterion);
            return withMetrics
                ? core.ForwardWithMetrics(logits, targets, inputs, Prepare)
                : (core.Forward(logits, targets, inputs, Prepare), []);

            ForwardContext Prepare(TensorBatch batch) => this.Prepare(core, exchange, batch, criterion.GetName(), withMetrics);
        }
        catch (Exception exception) when (!exchange.IsAgreed && exception is not CommunicationException)
        {
            // The others would wait for this rank.
            _communicator.Abort(exception.Message);
            throw;
        }
    }

    private ForwardContext Prepare(LossCore core, RankExchange exchange, TensorBatch batch, string loss, bool withMetrics)
    {
        if (batch.Logits.device_type != DeviceType.CPU)
        {
            throw new NotSupportedException(
                $"logits is on {batch.Logits.device}; the loss of classes that are distributed over ranks is computed on the CPU alone.");
        }
        string shape = BatchLayout.Show(batch.Logits.shape);
        if (batch.Layout.Classes != Classes)
        {
            throw new ArgumentException(
                $"logits has shape {shape}, {batch.Layout.Classes} classes; expected {Classes}, those of rank {_communicator.Rank}.",
                "logits");
        }
        return exchange.Prepare(core.Request(AllClasses, shape, withMetrics), batch, loss);
    }

    private static LossCore CoreOf(ISparseTargetLoss criterion) => criterion switch
    {
        SparseTargetLoss loss => loss.Core,
        SparseTargetLoss1 loss => loss.Core,
        SparseTargetLoss2 loss => loss.Core,
        SparseTargetLoss3 loss => loss.Core,
        SparseTargetLoss4 loss => loss.Core,
        null => throw new ArgumentNullException(nameof(criterion)),
        _ => throw new ArgumentException($"criterion is a {criterion.GetType()}; expected a loss that was generated.", nameof(criterion)),
    };
}
