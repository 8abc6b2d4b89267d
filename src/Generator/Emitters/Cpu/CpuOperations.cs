using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Cpu;

/// <summary>What each operator is called in scalar float64 code: .NET's own function where it is accurate, the runtime's elsewhere.</summary>
internal static class CpuOperations
{
    public static readonly IReadOnlyDictionary<Operator, string> Functions = new Dictionary<Operator, string>
    {
        [Operator.Times] = "Scalars.Times",
        [Operator.Pow] = "Math.Pow",
        [Operator.Sqrt] = "Math.Sqrt",
        [Operator.Cbrt] = "Math.Cbrt",
        [Operator.Exp] = "Math.Exp",
        [Operator.ExpM1] = "Scalars.ExpM1",
        [Operator.Log] = "Math.Log",
        [Operator.LogP1] = "Scalars.LogP1",
        [Operator.Sigmoid] = "Scalars.Sigmoid",
        [Operator.Softplus] = "Scalars.Softplus",
        [Operator.Sin] = "Math.Sin",
        [Operator.Cos] = "Math.Cos",
        [Operator.Tan] = "Math.Tan",
        [Operator.Asin] = "Math.Asin",
        [Operator.Acos] = "Math.Acos",
        [Operator.Atan] = "Math.Atan",
        [Operator.Sinh] = "Math.Sinh",
        [Operator.Cosh] = "Math.Cosh",
        [Operator.Tanh] = "Math.Tanh",
        [Operator.Asinh] = "Math.Asinh",
        [Operator.Acosh] = "Math.Acosh",
        [Operator.Atanh] = "Math.Atanh",
        [Operator.LogCosh] = "Scalars.LogCosh",
        [Operator.Abs] = "Math.Abs",
        [Operator.Sign] = "Scalars.Sign",
        [Operator.Min] = "Math.Min",
        [Operator.Max] = "Math.Max",
        [Operator.Clamp] = "Scalars.Clamp",
    };
}
