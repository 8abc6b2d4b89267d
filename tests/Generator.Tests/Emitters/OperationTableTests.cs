using System.Reflection;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>What generated code calls for an operator exists in the runtime, by the operator's name and with its operands.</summary>
public sealed class OperationTableTests
{
    /// <summary>Infix in every notation, but for sums over classes, which sweeps compute.</summary>
    private static readonly Operator[] s_infix = [Operator.Add, Operator.Multiply, Operator.Negate, Operator.Divide, Operator.SumOthers];

    /// <summary>Infix in C#, functions of tensors.</summary>
    private static readonly Operator[] s_conditional =
    [
        Operator.Less, Operator.LessOrEqual, Operator.Equal, Operator.And, Operator.Or, Operator.Not, Operator.Select,
    ];

    /// <summary>A kernel has its derivatives already, so that a detached value is written as it is.</summary>
    [Fact]
    public void Kernels_have_every_operator() =>
        Assert.All(Enum.GetValues<Operator>().Except(s_infix).Except(s_conditional).Except([Operator.Detach]), function =>
        {
            CheckMethod(typeof(IMathFunctions<double>), function);
            CheckMethod(typeof(Float64Math), function);
        });

    [Fact]
    public void Functions_of_a_class_have_every_condition() =>
        Assert.All(s_conditional, function => CheckMethod(typeof(IClassMath<double, bool>), function));

    [Fact]
    public void Torch_has_every_operator() =>
        Assert.All(Enum.GetValues<Operator>().Except(s_infix), function => CheckMethod(typeof(TorchMath), function));

    private static void CheckMethod(Type type, Operator function)
    {
        MethodInfo? method = type.GetMethod(function.ToString());
        Assert.True(method is not null, $"{type.Name} has no {function}.");
        Assert.Equal(Arity(function), method.GetParameters().Length);
    }

    private static int Arity(Operator function) => function switch
    {
        Operator.Clamp or Operator.Select => 3,
        Operator.MultiplyNoNan or Operator.Pow or Operator.Min or Operator.Max or Operator.Less or Operator.LessOrEqual or Operator.Equal
            or Operator.And or Operator.Or => 2,
        _ => 1,
    };
}
