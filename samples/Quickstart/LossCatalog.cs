using System.Reflection;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>The losses that come with the package and need no more than their defaults.</summary>
internal static class LossCatalog
{
    private static readonly NamedLoss[] All =
    [
        .. from type in typeof(SparseTargetLoss).Assembly.GetExportedTypes()
           where type.IsSubclassOf(typeof(SparseTargetLoss))
           where type.GetConstructors().Single().GetParameters().All(parameter => parameter.HasDefaultValue)
           orderby type.Name
           select new NamedLoss(type.Name, () => Create(type)),
    ];

    /// <summary>The names of all, separated by commas.</summary>
    public static string Names => string.Join(", ", All.Select(loss => loss.Name));

    /// <summary>The loss of that name, in any case, with or without its ending.</summary>
    /// <exception cref="UsageException">There is no such loss.</exception>
    public static NamedLoss Find(string name) =>
        Array.Find(All, loss => Matches(loss.Name, name) || Matches(loss.Name, name + "Loss"))
        ?? throw new UsageException($"Unknown loss '{name}'. The losses are {Names}.");

    private static bool Matches(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    private static SparseTargetLoss Create(Type loss)
    {
        ConstructorInfo constructor = loss.GetConstructors().Single();
        return (SparseTargetLoss)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }
}
