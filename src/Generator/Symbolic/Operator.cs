namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>What an <see cref="Operation"/> does. Every back end has a row for each; a test holds that.</summary>
internal enum Operator
{
    // Arithmetic. Add and Multiply take two operands or more.
    Add, Multiply, Negate, Divide,

    /// <summary>The product of two factors of which one can be 0 where the other is infinite: it is 0 then.</summary>
    MultiplyNoNan,

    // Powers, exponentials and logarithms.
    Pow, Sqrt, Cbrt, Exp, ExpM1, Log, LogP1, Sigmoid, Softplus,

    // Trigonometric and hyperbolic functions and their inverses.
    Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh,

    /// <summary>log(cosh x), which does not overflow where cosh does.</summary>
    LogCosh,

    // Piecewise. Sign(0) = 0; Clamp(value, low, high).
    Abs, Sign, Min, Max, Clamp,

    // Conditions: their value is true or false. Select(condition, then, else).
    Less, LessOrEqual, Equal, And, Or, Not, Select,
}
