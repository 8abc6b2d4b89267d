using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>The tensors that <see cref="InputsLoss"/> takes; all but the class inputs and targets ask for gradients.</summary>
internal sealed record InputBatch(Tensor Logits, Tensor Targets, Tensor Margin, Tensor Soft, Tensor Scale, Tensor Cost)
{
    public static InputBatch Of(int rows, int classes, bool isMasked) => Of([rows], classes, isMasked);

    /// <summary>Rows of two dimensions.</summary>
    public static InputBatch Spatial(int first, int classes, int second) => Of([first, second], classes, isMasked: false);

    public InputBatch To(ScalarType type, ScalarType inputType) => new(
        Logits.detach().to(type).requires_grad_(), Targets.clone(), Margin.detach().to(inputType).requires_grad_(), Soft.to(inputType),
        Scale.detach().to(inputType).requires_grad_(), Cost.to(inputType));

    /// <summary>The same with other tensors in place of the floating-point ones.</summary>
    public InputBatch With(Func<Tensor, Tensor> replace) =>
        new(replace(Logits), Targets, replace(Margin), replace(Soft), replace(Scale), replace(Cost));

    // All numbers are exact in every type, so that a narrow one differs in its results alone.
    private static InputBatch Of(long[] rows, int classes, bool isMasked)
    {
        long count = rows.Aggregate(1L, (product, size) => product * size);
        Tensor logits = Exact(Gradients.Waves(1.7, 0, 3, 0, count, classes));
        Tensor columns = arange(classes).unsqueeze(0);
        Tensor masked = isMasked && classes > 4 ? columns.remainder(4).eq(3) : zeros(1, classes, ScalarType.Bool);
        Tensor soft = Exact(Gradients.Waves(0.9, 0, 1.0 / classes, 0, count, classes).abs()).masked_fill(masked, 0);
        Tensor targets = tensor(Enumerable.Range(0, (int)count).Select(i => i == 2 ? 1L : i * 5 % classes / 4 * 4).ToArray());
        return new InputBatch(
            Arranged(logits.masked_fill(masked, double.NegativeInfinity)).requires_grad_(), targets.reshape(rows),
            Exact(Gradients.Waves(1.3, 0, 1, 0, count)).reshape(rows).requires_grad_(), Arranged(soft),
            Exact(Gradients.Waves(0.8, 1, 1, 2, count)).reshape(rows).requires_grad_(), Arranged(Exact(Gradients.Waves(2.1, 0, 1, 0, count, classes))));

        Tensor Arranged(Tensor flat) => flat.reshape([.. rows, classes]).movedim([-1], [1]).contiguous();
    }

    private static Tensor Exact(Tensor numbers) => numbers.to(ScalarType.BFloat16).to(float64);
}
