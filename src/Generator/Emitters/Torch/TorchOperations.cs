using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Torch;

/// <summary>What each operator is called in code composed of torch operations.</summary>
internal static class TorchOperations
{
    /// <summary>The arithmetic operators stay infix.</summary>
    private static readonly Operator[] Infix = [Operator.Add, Operator.Multiply, Operator.Negate, Operator.Divide];

    /// <summary>All others are functions of the runtime by the operator's own name.</summary>
    public static readonly IReadOnlyDictionary<Operator, string> Functions = Enum.GetValues(typeof(Operator)).Cast<Operator>()
        .Except(Infix).ToDictionary(@operator => @operator, @operator => $"TorchMath.{@operator}");
}
