using SparseLsr.Gen.Tests.Losses;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>Losses with their defaults, on rows of which some are ignored.</summary>
internal static class ParallelCases
{
    public const long Ignored = -100;
    public const int Rows = 7;

    /// <summary>Ready-made losses by name.</summary>
    public static ParallelCase Of(
        string name, nn.Reduction reduction, int classes = 23, bool isWeighted = false, bool isInPlace = false) =>
        Of(TestedLosses.Type(name), reduction, classes, isWeighted, isInPlace, TestedModule.Inputs(name, Rows, classes));

    /// <param name="loss">The loss.</param>
    /// <param name="reduction">Its reduction.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="isWeighted">Whether classes have weights.</param>
    /// <param name="isInPlace">Whether the gradient is written over the logits.</param>
    /// <param name="inputs">The inputs of its rows.</param>
    public static ParallelCase Of(
        Type loss, nn.Reduction reduction, int classes = 23, bool isWeighted = false, bool isInPlace = false, params Tensor[] inputs)
    {
        Tensor weight = Exact(Gradients.Waves(0.7, 0, 0.4, 1, classes)), vector = Exact(Gradients.Waves(1.3, 1, 0.5, 1.5, classes));
        // Cosines for the losses that take them.
        double scale = TorchLosses.TakesCosines(loss.Name) ? 0.6 : 3;
        long[] targets = [.. Enumerable.Range(0, Rows).Select(i => i == 2 ? Ignored : i * 5L % classes)];
        return new ParallelCase(
            part => Create(loss, reduction, isWeighted ? part(weight) : null, () => part(vector), isInPlace),
            Exact(Gradients.Waves(1.7, 0, scale, 0, Rows, classes)), tensor(targets), [.. inputs.Select(Exact)])
        {
            Name = $"{loss.Name}, {reduction}{(isWeighted ? ", weighted" : "")}{(isInPlace ? ", in place" : "")}",
        };
    }

    // Numbers that every type has, so that a narrow one differs in its results alone.
    private static Tensor Exact(Tensor numbers) => numbers.to(ScalarType.BFloat16).to(float64);

    private static ISparseTargetLoss Create(Type loss, nn.Reduction reduction, Tensor? weight, Func<Tensor> vector, bool isInPlace)
    {
        object?[] arguments =
        [
            .. loss.GetConstructors().Single().GetParameters().Select(parameter => parameter.Name switch
            {
                "weight" => weight,
                "ignore_index" => Ignored,
                "reduction" => reduction,
                "inplace_gradient" => isInPlace,
                _ => parameter.ParameterType == typeof(Tensor) ? vector()
                    : parameter.HasDefaultValue ? parameter.DefaultValue : 0.7,
            }),
        ];
        return (ISparseTargetLoss)Activator.CreateInstance(loss, arguments)!;
    }
}
