using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>
/// Random batches through the ready-made modules: shapes, strides, element types, options. What comes out is libtorch's own
/// result in float64, or that of the loss composed of torch operations; what is corrupted is refused with an
/// <see cref="ArgumentException"/> by either form.
/// </summary>
internal sealed class ModuleFuzz(int seed)
{
    private static readonly ScalarType[] _elementTypes = [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Float16];
    private static readonly ScalarType[] _targetTypes = [ScalarType.Int64, ScalarType.Int32, ScalarType.Byte];
    private static readonly nn.Reduction[] _reductions = [nn.Reduction.None, nn.Reduction.Mean, nn.Reduction.Sum];

    /// <summary>Batches that were computed and compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Batches that were corrupted and refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Runs the case with this number; what is wrong with it, or null.</summary>
    public string? Run(int number)
    {
        using DisposeScope scope = NewDisposeScope();
        var random = new Random(unchecked(seed * 7_919 + number));
        using var generator = new torch.Generator((ulong)random.Next());
        var tensors = new RandomTensors(random, generator);

        FuzzLoss loss = FuzzLoss.All[random.Next(3) == 0 ? random.Next(2) : random.Next(FuzzLoss.All.Count)];
        ScalarType type = Pick(random, _elementTypes), targetType = Pick(random, _targetTypes);
        nn.Reduction reduction = Pick(random, _reductions);
        long classes = random.Next(20) == 0 ? 200 + random.Next(3000) : 2 + random.Next(40);
        long[] rows = tensors.Shape(random.Next(4), 5);
        long[] shape = rows.Length == 0 ? [classes] : [rows[0], classes, .. rows[1..]];
        Tensor logits = tensors.Normal(shape, 4 * random.NextDouble(), type);
        Tensor targets = tensors.Classes(rows, Math.Min(classes, 250), targetType);
        Tensor? weight = random.Next(3) == 0 ? (rand(classes, generator: generator) + 0.1).to_type(type) : null;
        long? ignoreIndex = random.Next(3) switch { 0 => null, 1 => random.Next((int)classes), _ => 255 };
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}, case {number}: {loss.Name}, logits {type} ({string.Join(", ", shape)}) strides ({string.Join(", ", logits.stride())}), targets {targetType}"
            + $" strides ({string.Join(", ", targets.stride())}), {reduction}, weight {weight is not null}, ignore_index {ignoreIndex}");

        if (random.Next(4) == 0)
            return Corrupt(random, loss, reduction, logits, targets, weight, ignoreIndex) is { } accepted ? $"{what}: {accepted}" : null;
        return Compare(loss, reduction, logits, targets, weight, ignoreIndex, generator) is { } wrong ? $"{what}: {wrong}" : null;
    }

    private string? Compare(
        FuzzLoss loss, nn.Reduction reduction, Tensor logits, Tensor targets, Tensor? weight, long? ignoreIndex, torch.Generator generator)
    {
        using SparseTargetLoss module = loss.Create(weight, ignoreIndex, reduction);
        Tensor leaf = logits.detach().requires_grad_();
        Tensor value = module.forward(leaf, targets);
        Tensor upstream = randn(value.shape, generator: generator).to_type(logits.dtype);
        value.backward([upstream]);
        if (value.dtype != logits.dtype || leaf.grad is not { } gradient || gradient.dtype != logits.dtype)
            return "wrong dtype";

        Tensor wide = logits.detach().to_type(ScalarType.Float64).contiguous().requires_grad_();
        Tensor indices = targets.to_type(ScalarType.Int64).contiguous();
        long ignored = ignoreIndex ?? -100;
        bool isNothing = indices.NumberOfElements == 0 || indices.eq(ignored).all().item<bool>();
        Tensor expected;
        if (isNothing)
        {
            // A mean over nothing is where PyTorch has NaN, and some shapes of nothing libtorch refuses.
            expected = zeros(value.shape, float64);
            wide = zeros_like(logits, dtype: ScalarType.Float64);
        }
        else
        {
            Tensor? wideWeight = weight?.to_type(ScalarType.Float64);
            using SparseTargetLoss composed = loss.Create(wideWeight, ignoreIndex, reduction);
            expected = loss.Torch is null ? composed.ComposedForward(wide, indices) : loss.Torch(wide, indices, wideWeight, ignored, reduction);
            expected.backward([upstream.to_type(ScalarType.Float64)]);
            wide = wide.grad!;
        }
        Compared++;
        return Difference("value", value, expected) ?? Difference("gradient", gradient, wide);
    }

    /// <summary>Null where it was refused.</summary>
    private string? Corrupt(Random random, FuzzLoss loss, nn.Reduction reduction, Tensor logits, Tensor targets, Tensor? weight, long? ignoreIndex)
    {
        long classes = logits.size(logits.Dimensions == 1 ? 0 : 1);
        (string corruption, Tensor z, Tensor t, Tensor? w) = random.Next(9) switch
        {
            0 => ("a class beyond the last", logits, With(targets.to_type(ScalarType.Int64), random, classes + (random.Next(2) == 0 ? 0 : 1L << 40)), weight),
            1 => ("a negative class", logits, With(targets.to_type(ScalarType.Int64), random, -1 - random.Next(2) * (1L << 33)), weight),
            2 => ("an int32 class beyond the last", logits, With(targets.to_type(ScalarType.Int32), random, int.MaxValue), weight),
            3 => ("targets of another rank", logits, targets.unsqueeze(0), weight),
            4 => ("one row too many", logits, zeros([targets.Dimensions == 0 ? 1 : targets.size(0) + 1, .. targets.shape.Skip(1)], int64), weight),
            5 => ("targets of no index type", logits, targets.to_type(Pick(random, [ScalarType.Float32, ScalarType.Bool, ScalarType.Int16, ScalarType.Float64])), weight),
            6 => ("logits of no element type", logits.to_type(Pick(random, [ScalarType.Int64, ScalarType.Bool, ScalarType.Byte, ScalarType.ComplexFloat32])), targets, weight),
            7 => ("a weight of the wrong length", logits, targets, ones(classes + 1).to_type(logits.dtype)),
            _ => ("a weight of another type", logits, targets, ones(classes, dtype: logits.dtype == ScalarType.Float32 ? ScalarType.Float64 : ScalarType.Float32)),
        };
        // No row holds a wrong class where there is no row.
        if (corruption.Contains("class", StringComparison.Ordinal) && t.NumberOfElements == 0)
            return null;
        using SparseTargetLoss module = loss.Create(w, ignoreIndex, reduction);
        foreach (Func<Tensor, Tensor, Tensor> forward in (Func<Tensor, Tensor, Tensor>[])[module.forward, module.ComposedForward])
        {
            try
            {
                forward(z, t);
                return $"{corruption} was accepted";
            }
            catch (ArgumentException)
            {
                Refused++;
            }
        }
        return null;
    }

    private static Tensor With(Tensor targets, Random random, long value)
    {
        Tensor corrupted = targets.contiguous().clone();
        if (corrupted.NumberOfElements > 0)
            corrupted.view(-1)[random.Next((int)corrupted.NumberOfElements)] = value;
        return corrupted;
    }

    /// <summary>Relative to the largest element, in the precision of the result's type.</summary>
    private static string? Difference(string what, Tensor got, Tensor expected)
    {
        if (!got.shape.SequenceEqual(expected.shape))
            return $"{what} has the wrong shape";
        if (got.NumberOfElements == 0)
            return null;
        (double relative, double absolute) = got.dtype switch
        {
            ScalarType.Float64 => (1e-9, 1e-12),
            ScalarType.Float32 => (2e-5, 1e-8),
            ScalarType.BFloat16 => (1e-2, 1e-8),
            // Below 6e-5 float16 has fewer and fewer bits.
            _ => (2e-3, 1e-7),
        };
        Tensor exact = expected.detach().to_type(ScalarType.Float64);
        double largest = exact.abs().max().item<double>();
        double off = (got.detach().to_type(ScalarType.Float64) - exact).abs().max().item<double>();
        return off <= relative * largest + absolute ? null : string.Create(CultureInfo.InvariantCulture, $"{what} is off by {off:G3} of {largest:G3}");
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
