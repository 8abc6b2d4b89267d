using System.Reflection;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>A ready-made loss with its defaults beside the same loss composed of torch operations.</summary>
internal sealed record LossCase(string Name, Func<SparseTargetLoss> Create, Func<Tensor, Tensor, Tensor> Compose)
{
    /// <summary>Every ready-made loss of which there is a composition, in the order of the compositions.</summary>
    public static readonly IReadOnlyList<LossCase> All =
    [
        .. from method in typeof(TorchCompositions).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
           orderby method.MetadataToken
           let loss = typeof(SparseTargetLoss).Assembly.GetType($"SparseLsr.Gen.{method.Name}Loss")
           where loss is not null
           select new LossCase(loss.Name, () => CreateWithDefaults(loss), method.CreateDelegate<Func<Tensor, Tensor, Tensor>>()),
    ];

    public static readonly LossCase CrossEntropy = All.Single(loss => loss.Name == nameof(CrossEntropyLoss));

    public static readonly LossCase SparseLsr = All.Single(loss => loss.Name == nameof(SparseLsrLoss));

    public override string ToString() => Name;

    private static SparseTargetLoss CreateWithDefaults(Type loss)
    {
        ConstructorInfo constructor = loss.GetConstructors().Single();
        return (SparseTargetLoss)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }
}
