using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>Names for computed values, each given once.</summary>
internal sealed class Names
{
    /// <summary>What the emitted method itself uses.</summary>
    public static readonly string[] Reserved =
    [
        "row", "loss", "by", "sums", "scalars", "inputs", "of", "terms",
        "T", "TMath", "TGradient", "TSweep", "TClass", "TValue", "TCondition", "byClass",
        .. Enumerable.Range(0, SumTable.MostSweeps).Select(SumsOf),
    ];

    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _users;

    /// <param name="taken">Names that no value gets.</param>
    /// <param name="users">The names of the user's locals, which only their values get.</param>
    public Names(IEnumerable<string> taken, IEnumerable<string> users)
    {
        _taken = [.. Reserved, "classes", .. taken];
        _users = [.. users];
    }

    /// <summary>This name, or with the first number that makes it a new one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isUsers">Whether the user gave it.</param>
    public string Take(string name, bool isUsers)
    {
        string free = name;
        for (int number = 2; (!isUsers && _users.Contains(free)) || !_taken.Add(free); number++)
            free = name + number;
        return free;
    }

    /// <summary>What the sums of a sweep are called where they have a local.</summary>
    public static string SumsOf(int sweep) => $"sums{sweep + 1}";

    /// <summary>The property that a statistic of a class is.</summary>
    public static string PropertyOf(RowStatistic statistic) => statistic.ToString().Substring("Class".Length);

    /// <summary>What a statistic of a class is called.</summary>
    public static string Of(Statistic statistic)
    {
        string name = PropertyOf(statistic.Kind);
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    /// <summary>What the value of an operator is called.</summary>
    public static string Of(Operation operation) => operation.Operator switch
    {
        Operator.Add => "sum",
        Operator.Multiply or Operator.MultiplyNoNan => "product",
        Operator.Divide => "ratio",
        Operator.Pow => "power",
        Operator.Sqrt or Operator.Cbrt => "root",
        Operator.Exp or Operator.ExpM1 => "exponential",
        Operator.Log or Operator.LogP1 => "logarithm",
        Operator.Select => "choice",
        Operator.Detach => "detached",
        Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not => "condition",
        var function => char.ToLowerInvariant(function.ToString()[0]) + function.ToString().Substring(1),
    };
}
