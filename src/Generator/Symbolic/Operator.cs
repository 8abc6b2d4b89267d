namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>What an <see cref="Operation"/> computes. Every back end has a row for each operator, which a test checks.</summary>
internal enum Operator
{
    // Arithmetic. Add and Multiply take two operands or more.
    Add, Multiply, Negate, Divide,

    /// <summary>The product of two factors, and 0 where one is 0 and the other infinite.</summary>
    MultiplyNoNan,

    // Powers, exponentials and logarithms.
    Pow, Sqrt, Cbrt, Exp, ExpM1, Log, LogP1, Sigmoid, Softplus,

    // Trigonometric and hyperbolic functions and their inverses.
    Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh,

    /// <summary>1/cosh² x, the derivative of tanh: 1 − tanh² x loses all precision away from 0.</summary>
    SechSquared,

    /// <summary>log(cosh x), which does not overflow where cosh does.</summary>
    LogCosh,

    // Piecewise. Sign(0) = 0; Clamp(value, low, high).
    Abs, Sign, Min, Max, Clamp,

    /// <summary>Its operand, which every derivative treats as a constant.</summary>
    Detach,

    // Conditions: their value is true or false. Select(condition, then, else).
    Less, LessOrEqual, Equal, And, Or, Not, Select,

    /// <summary>The sum over the other classes of a function of a class. What belongs to a class within it is that of each in turn.</summary>
    SumOthers,
}
