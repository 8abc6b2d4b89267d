using System.Globalization;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>A ready-made loss with values for its parameters.</summary>
internal sealed class LossCase
{
    public LossCase(string loss, params (string Name, double Value)[] parameters)
    {
        Loss = loss;
        Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        Arguments = [.. parameters.Select(parameter => parameter.Value)];
        Name = $"{loss}({string.Join(", ", parameters.Select(Show))})";
    }

    /// <summary>The loss's class.</summary>
    public string Loss { get; }

    public IReadOnlyDictionary<string, double> Parameters { get; }

    /// <summary>The parameters' values, in the order of the declaration.</summary>
    public double[] Arguments { get; }

    public string Name { get; }

    /// <summary>Whether there must be a class besides the target.</summary>
    public bool RequiresTwoClasses => ShippedLosses.Plan(Loss).Derivation.RequiresTwoClasses;

    public override string ToString() => Name;

    private static string Show((string Name, double Value) parameter) =>
        string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}: {parameter.Value}");
}
