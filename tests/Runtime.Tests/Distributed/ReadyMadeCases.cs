using System.Reflection;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Distributed;

/// <summary>Every ready-made loss with its defaults, on rows of which some are ignored and some have masked classes.</summary>
internal static class ReadyMadeCases
{
    public const long Ignored = -100;

    /// <param name="name">The loss.</param>
    /// <param name="reduction">Its reduction.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="isWeighted">Whether classes have weights.</param>
    /// <param name="isInPlace">Whether the gradient is written over the logits.</param>
    public static ParallelCase Of(string name, nn.Reduction reduction, int classes = 23, bool isWeighted = false, bool isInPlace = false)
    {
        const int Rows = 7;
        Tensor weight = Gradients.Waves(0.7, 0, 0.4, 1, classes), vector = Gradients.Waves(1.3, 1, 0.5, 1.5, classes);
        // Cosines for the losses that take them.
        double scale = Losses.TorchLosses.TakesCosines(name) ? 0.6 : 3;
        Tensor logits = Exact(Gradients.Waves(1.7, 0, scale, 0, Rows, classes));
        // The targets of all rows are in few ranks; a row is ignored.
        long[] targets = [.. Enumerable.Range(0, Rows).Select(i => i == 2 ? Ignored : i * 5L % classes)];
        return new ParallelCase(part => Create(name, reduction, isWeighted ? part(weight) : null, () => part(vector), isInPlace),
            logits, tensor(targets), [.. TestedModule.Inputs(name, Rows, classes).Select(Exact)])
        {
            Name = $"{name}, {reduction}{(isWeighted ? ", weighted" : "")}{(isInPlace ? ", in place" : "")}",
        };
    }

    // Numbers that every type has, so that a narrow one differs in its results alone.
    private static Tensor Exact(Tensor numbers) => numbers.to(ScalarType.BFloat16).to(float64);

    private static ISparseTargetLoss Create(string name, nn.Reduction reduction, Tensor? weight, Func<Tensor> vector, bool isInPlace)
    {
        ConstructorInfo constructor = TestedLosses.Type(name).GetConstructors().Single();
        object?[] arguments =
        [
            .. constructor.GetParameters().Select(parameter => parameter.Name switch
            {
                "weight" => weight,
                "ignore_index" => Ignored,
                "reduction" => reduction,
                "inplace_gradient" => isInPlace,
                _ => parameter.ParameterType == typeof(Tensor) ? vector()
                    : parameter.HasDefaultValue ? parameter.DefaultValue : 0.7,
            }),
        ];
        return (ISparseTargetLoss)constructor.Invoke(arguments);
    }
}
