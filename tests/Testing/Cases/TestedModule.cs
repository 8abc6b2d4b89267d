using System.Reflection;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Torch;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The module of a loss, called the same way however many inputs its rows have.</summary>
internal static class TestedModule
{
    /// <summary>What modules have in common.</summary>
    public static LossCore Core(this ISparseTargetLoss loss) =>
        (LossCore)loss.GetType().GetProperty("Core", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(loss)!;

    /// <summary>A ready-made loss with its defaults, and 0.5 for a number without one.</summary>
    /// <param name="name">The loss.</param>
    /// <param name="vector">What its class vectors are.</param>
    /// <param name="weight">The weight of each class; null for ones.</param>
    /// <param name="reduction">The reduction.</param>
    public static ISparseTargetLoss Create(string name, Tensor vector, Tensor? weight, nn.Reduction reduction)
    {
        ConstructorInfo constructor = TestedLosses.Type(name).GetConstructors().Single();
        return (ISparseTargetLoss)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter switch
        {
            { Name: "reduction" } => reduction,
            { Name: "weight" } => weight,
            _ when parameter.ParameterType == typeof(Tensor) => vector,
            _ => parameter.HasDefaultValue ? parameter.DefaultValue : 0.5,
        })]);
    }

    /// <summary>Inputs that a ready-made loss can be given, in the order in which it takes them: numbers and probabilities.</summary>
    /// <param name="name">The loss.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="classes">The number of classes.</param>
    public static Tensor[] Inputs(string name, int rows, int classes) =>
    [
        .. ShippedLosses.Plan(name).Model.Inputs.Select((input, i) => input.Kind == ParameterKind.RowInput
            ? (arange(rows, float64, CPU) * 1.3 + i).sin()
            : (arange(rows * classes, float64, CPU) * 0.9 + i).sin().reshape(rows, classes).softmax(1)),
    ];
}
