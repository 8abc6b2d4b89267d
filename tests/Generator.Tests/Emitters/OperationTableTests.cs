using SparseLsr.Gen.Generator.Emitters.Cpu;
using SparseLsr.Gen.Generator.Emitters.Gpu;
using SparseLsr.Gen.Generator.Emitters.Torch;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>Every back end has a row for every operator, and what the row names exists in the runtime.</summary>
public sealed class OperationTableTests
{
    /// <summary>What C# itself writes in scalar code.</summary>
    private static readonly Operator[] CSharpOperators =
    [
        Operator.Add, Operator.Multiply, Operator.Negate, Operator.Divide,
        Operator.Less, Operator.LessOrEqual, Operator.Equal, Operator.And, Operator.Or, Operator.Not, Operator.Select,
    ];

    [Fact]
    public void The_CPU_has_every_operator() =>
        Assert.Equal(Enum.GetValues<Operator>().Except(CSharpOperators).Order(), CpuOperations.Functions.Keys.Order());

    [Fact]
    public void What_the_CPU_calls_exists() => Assert.All(CpuOperations.Functions.Values, function => Assert.NotEmpty(Methods(function)));

    [Fact]
    public void What_the_GPU_calls_exists() => Assert.All(GpuOperations.Functions.Values, function => Assert.NotEmpty(Methods(function)));

    [Fact]
    public void What_torch_calls_exists() => Assert.All(TorchOperations.Functions.Values, function => Assert.NotEmpty(Methods(function)));

    private static IEnumerable<string> Methods(string function)
    {
        string[] parts = function.Split('.');
        Type type = parts[0] switch
        {
            "Math" => typeof(Math),
            "DeviceMath" => typeof(SparseLsr.Gen.Gpu.DeviceMath),
            "Scalars" => typeof(SparseLsr.Gen.Cpu.Scalars),
            _ => typeof(SparseLsr.Gen.Torch.TorchMath),
        };
        return type.GetMethods().Select(method => method.Name).Where(name => name == parts[1]);
    }
}
