using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.LinearLayers;

/// <summary>
/// Puts the rows of a batch that are not ignored through a linear layer and a loss, as many at a time as a buffer of logits holds. The
/// kernel overwrites the logits with their gradient, from which two products make those of the layer.
/// </summary>
/// <param name="core">The loss.</param>
/// <param name="request">What it is asked for.</param>
/// <param name="denominator">What the sum of the losses is divided by; 0 where no row counts.</param>
/// <param name="chunkRows">The rows of the buffer; null for as many as <see cref="HostBytes"/> or <see cref="DeviceBytes"/> hold.</param>
internal sealed class LinearChunks(LossCore core, LossRequest request, double denominator, long? chunkRows)
{
    /// <summary>
    /// How many bytes of logits there are at one time on the CPU: products of fewer rows pack the weight more often, 187 of 50257 classes
    /// take 7 % less time than 166.
    /// </summary>
    public const long HostBytes = 36 << 20;

    /// <summary>
    /// How many there are on a GPU: each chunk reads and writes the sum of the gradients by the weight, which of 1024 rows takes a third
    /// as long as the products on an H200, and of 4096 a twelfth.
    /// </summary>
    public const long DeviceBytes = 1 << 30;

    /// <summary>The losses and gradients.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="counted">Which of its rows count; null for all.</param>
    /// <param name="wanted">Which gradients are wanted; null for none.</param>
    /// <param name="upstream">The upstream gradient of each row that counts, shape (n); null for ones.</param>
    public LinearGradients Run(LinearBatch batch, Tensor? counted, LinearWanted? wanted, Tensor? upstream)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = batch.Input.detach(), targets = batch.Targets;
        if (counted is not null)
            (input, targets) = (input.index_select(0, counted), targets.index_select(0, counted));
        bool isHost = input.device_type == DeviceType.CPU;
        ScalarType type = Computed(input), sums = batch.SumType;
        Tensor weight = batch.Weight.detach().to_type(type), weightTransposed = weight.t();
        Tensor? bias = batch.Bias?.detach().to_type(type);
        (long rows, long features, long classes) = (input.size(0), input.size(1), batch.Classes);
        long most = Math.Min(rows, chunkRows ?? Math.Max(1, (isHost ? HostBytes : DeviceBytes) / (classes * type.ElementSize())));
        Tensor logits = Large([most, classes], type, input.device);
        bool isDivided = IsDivided(type);
        Tensor? byInput = wanted is { Input: true } ? empty([rows, features], type, input.device) : null;
        Tensor? byWeight = wanted is { Weight: true } ? Sum([classes, features]) : null;
        Tensor? byBias = wanted is { Bias: true } ? Sum([classes]) : null;
        var losses = new List<Tensor>();
        var metrics = new List<Tensor[]>();
        var byInputs = new List<Tensor[]>();
        // A weight of the chunks' dtype, and a gradient of their own that nobody else sees.
        LossRequest ofChunk = request with
        {
            Weight = request.Weight?.to_type(type),
            Reduction = isDivided ? nn.Reduction.Mean : nn.Reduction.None,
            Denominator = isDivided ? denominator : null,
        };
        for (long start = 0; start < rows; start += most)
        {
            using DisposeScope ofThis = NewDisposeScope();
            long count = Math.Min(most, rows - start);
            Tensor x = input.narrow(0, start, count).to_type(type), chunk = logits.narrow(0, 0, count);
            chunk.addmm_(x, weightTransposed, 0, 1);
            if (bias is not null)
                chunk.add_(bias);
            Tensor chunkTargets = targets.narrow(0, start, count);
            var part = new TensorBatch(
                BatchLayout.Of(chunk, chunkTargets), chunk, chunkTargets, Inputs(batch, counted, start, count, type));
            using ForwardContext call = core.Prepare(ofChunk, part);
            RowLosses found = call.Rows(part, wanted is { OfLogits: true } ? chunk : null, wanted is { AnyInput: true });
            losses.Add(found.Losses.MoveToOuterDisposeScope());
            byInputs.Add([.. found.InputGradients.Select(gradient => gradient.MoveToOuterDisposeScope())]);
            metrics.Add(call.Metrics);
            foreach (Tensor metric in call.Metrics)
                scope.Attach(metric);
            if (wanted is not { OfLogits: true })
                continue;
            if (upstream is not null)
                chunk.mul_(upstream.narrow(0, start, count).to_type(type).unsqueeze(1));
            byInput?.narrow(0, start, count).addmm_(chunk, weight, 0, 1);
            if (byWeight is not null)
                Add(byWeight, chunk.t(), x, isFirst: start == 0);
            if (byBias is not null && start == 0)
                byBias.copy_(chunk.sum([0L], type: sums));
            else
                byBias?.add_(chunk.sum([0L], type: sums));
        }
        return new LinearGradients(
            isDivided, Joined(losses), EachJoined(metrics, request.Loss.Metrics), byInput, byWeight, byBias,
            wanted is { AnyInput: true } ? EachJoined(byInputs, core.Inputs.OfRows(batch.Inputs).Count()) : []).Detached();

        // The first chunk's product is written over it.
        Tensor Sum(long[] shape) => rows == 0 ? zeros(shape, sums, input.device) : Large(shape, sums, input.device);

        Tensor Joined(List<Tensor> parts) => parts.Count == 0 ? empty([0], sums, input.device) : cat(parts);

        Tensor[] EachJoined(List<Tensor[]> parts, int count) =>
            [.. Enumerable.Range(0, count).Select(i => Joined(parts.ConvertAll(part => part[i])))];
    }

    /// <summary>
    /// Whether the kernel divides the gradient; not in float16, in which 1/N would be lost before a loss scale could save it.
    /// </summary>
    private bool IsDivided(ScalarType type) => denominator is not (0 or 1) && type != ScalarType.Float16;

    private static unsafe Tensor Large(long[] shape, ScalarType type, Device device)
    {
        Tensor tensor = empty(shape, type, device);
        if (device.type == DeviceType.CPU)
            HugePages.Advise(LibTorchSharp.Data(tensor), tensor.NumberOfElements * tensor.ElementSize);
        return tensor;
    }

    /// <summary>The type of the logits: 16-bit products are emulated on the CPU, 20 to 50 times slower than float32.</summary>
    private static ScalarType Computed(Tensor input) =>
        input.device_type == DeviceType.CPU && input.dtype is ScalarType.BFloat16 or ScalarType.Float16
            ? ScalarType.Float32
            : input.dtype;

    private static void Add(Tensor sum, Tensor left, Tensor right, bool isFirst)
    {
        if (sum.dtype == left.dtype)
            sum.addmm_(left, right, isFirst ? 0 : 1, 1);
        else if (isFirst)
            sum.copy_(left.mm(right));
        else
            sum.add_(left.mm(right));
    }

    private Tensor[] Inputs(LinearBatch batch, Tensor? counted, long start, long count, ScalarType type)
    {
        Tensor? rows = counted?.narrow(0, start, count);
        return
        [
            .. from input in batch.Inputs
               let detached = input.detach()
               let part = rows is null ? detached.narrow(0, start, count) : detached.index_select(0, rows)
               select part.dtype == ScalarType.Float32 ? part : part.to_type(type),
        ];
    }
}
