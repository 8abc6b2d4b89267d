using System.Reflection;
using SparseLsr.Gen.Generator.Emitters.Cpu;
using SparseLsr.Gen.Generator.Emitters.Gpu;
using SparseLsr.Gen.Generator.Emitters.Torch;
using SparseLsr.Gen.Generator.Symbolic;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>Every back end has a row for every operator, and what the row names exists in the runtime, for as many operands.</summary>
public sealed class OperationTableTests
{
    /// <summary>What C# itself writes in scalar code.</summary>
    private static readonly Operator[] s_cSharpOperators =
    [
        Operator.Add, Operator.Multiply, Operator.Negate, Operator.Divide,
        Operator.Less, Operator.LessOrEqual, Operator.Equal, Operator.And, Operator.Or, Operator.Not, Operator.Select,
    ];

    /// <summary>What is infix of tensors too.</summary>
    private static readonly Operator[] s_tensorOperators = [Operator.Add, Operator.Multiply, Operator.Negate, Operator.Divide];

    [Fact]
    public void The_CPU_has_every_operator() => AssertHasAll(CpuOperations.Functions, s_cSharpOperators);

    [Fact]
    public void The_GPU_has_every_operator() => AssertHasAll(GpuOperations.Functions, s_cSharpOperators);

    [Fact]
    public void Torch_has_every_operator() => AssertHasAll(TorchOperations.Functions, s_tensorOperators);

    [Fact]
    public void What_the_CPU_calls_exists() => AssertExist(CpuOperations.Functions, typeof(double));

    [Fact]
    public void What_the_GPU_calls_exists() => AssertExist(GpuOperations.Functions, typeof(float));

    [Fact]
    public void What_torch_calls_exists() => AssertExist(TorchOperations.Functions, typeof(Tensor));

    [Fact]
    public void A_function_of_other_operands_does_not_count()
    {
        Assert.True(Exists("Math.Pow", 2, typeof(double)));
        Assert.False(Exists("Math.Pow", 1, typeof(double)));
        Assert.False(Exists("Math.Pow", 2, typeof(float)));
    }

    private static void AssertHasAll(IReadOnlyDictionary<Operator, string> functions, Operator[] infix) =>
        Assert.Equal(Enum.GetValues<Operator>().Except(infix).Order(), functions.Keys.Order());

    private static void AssertExist(IReadOnlyDictionary<Operator, string> functions, Type number) => Assert.All(
        functions, row => Assert.True(Exists(row.Value, Arity(row.Key), number), $"{row.Value} of {Arity(row.Key)} × {number.Name}"));

    private static int Arity(Operator @operator) => @operator switch
    {
        Operator.Clamp or Operator.Select => 3,
        Operator.Times or Operator.Pow or Operator.Min or Operator.Max => 2,
        Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or => 2,
        _ => 1,
    };

    private static bool Exists(string function, int arity, Type number)
    {
        string[] parts = function.Split('.');
        Type type = parts[0] switch
        {
            "Math" => typeof(Math),
            "DeviceMath" => typeof(SparseLsr.Gen.Gpu.DeviceMath),
            "Scalars" => typeof(SparseLsr.Gen.Cpu.Scalars),
            _ => typeof(SparseLsr.Gen.Torch.TorchMath),
        };
        MethodInfo? method = type.GetMethod(parts[1], [.. Enumerable.Repeat(number, arity)]);
        return method is not null && method.ReturnType == number && method.GetParameters().All(parameter => parameter.ParameterType == number);
    }
}
