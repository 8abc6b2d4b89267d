using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>
/// A number with its derivatives: for a loss by the four base quantities, by the logit of each class where it has sums, and by the inputs
/// of the row; for a transformed logit by the logit and by the inputs. Null for one that no row changes.
/// </summary>
internal readonly record struct Dual(Extended Value, Extended[]? Derivatives)
{
    public Dual((Extended Value, Extended[] Derivatives) both) : this(both.Value, both.Derivatives)
    {
    }
}

/// <summary>What each operator does to numbers with derivatives, every result with noise on it.</summary>
internal static class DualOperations
{
    private const double Smallest = 1e-250;

    public static Dual Apply(Operator @operator, Dual[] x, Noise noise)
    {
        switch (@operator)
        {
            case Operator.Add or Operator.Multiply when x.Length > 2:
                return x.Aggregate((left, right) => Apply(@operator, [left, right], noise));
            case Operator.Select:
                return x[0].Value.IsZero ? x[2] : x[1];
            case Operator.Detach:
                // Not null: rows change it, though no derivative does.
                return x[0] with { Derivatives = x[0].Derivatives is null ? null : new Extended[x[0].Derivatives!.Length] };
            case Operator.Max or Operator.Min:
                return Choose(x[0], x[1], @operator == Operator.Max ? 1 : -1);
            case Operator.Clamp:
                return x[0].Value < x[1].Value ? x[1] : x[2].Value < x[0].Value ? x[2] : x[0];
        }
        Extended[] values = [.. x.Select(operand => operand.Value)];
        Extended value = noise.On(Value(@operator, values));
        // What is less than the last digit of the 1 is 0 to them.
        if (noise.IsNaive && @operator is (Operator.ExpM1 or Operator.LogP1))
            value = Math.Abs(value.High) < Noise.Amplitude ? Extended.Zero : value + (noise.On(Extended.One) - Extended.One);
        if (x.All(operand => operand.Derivatives is null) || IsStep(@operator))
            return new Dual(IsStep(@operator) ? Value(@operator, values) : value, null);

        var derivatives = new Extended[x.Max(operand => operand.Derivatives?.Length ?? 0)];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].Derivatives is not { } inner)
                continue;
            // A kernel may come to its operands in another way than the loss did, so they have noise of their own here.
            Extended slope = noise.On(Slope(@operator, [.. x.Select(Moved)], noise.On(value), i));
            // Too small to have all its digits, or vanished for being small, and perhaps about to be multiplied by something large.
            if (slope.IsZero ? !CanBeFlat(@operator) : Math.Abs(slope.High) < Smallest)
                slope = Extended.NaN;
            for (int k = 0; k < derivatives.Length; k++)
                derivatives[k] = inner[k].IsZero || slope.IsZero ? derivatives[k] : noise.On(derivatives[k] + Product(slope, inner[k], noise));
        }
        return new Dual(value, derivatives);

        // Of a negative number the power is NaN a hair beside a whole exponent, which stays where it is if no row changes it.
        Extended Moved(Dual operand, int k) =>
            @operator == Operator.Pow && k == 1 && operand.Derivatives is null ? operand.Value : noise.On(operand.Value);
    }

    private static bool IsStep(Operator @operator) =>
        @operator is Operator.Sign or Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not;

    private static Extended Product(Extended x, Extended y, Noise noise)
    {
        Extended product = noise.On(x * y);
        return Math.Abs(product.High) < Smallest ? Extended.NaN : product;
    }

    /// <summary>Whether a slope is exactly 0 somewhere.</summary>
    private static bool CanBeFlat(Operator @operator) =>
        @operator is Operator.Multiply or Operator.Abs or Operator.Sin or Operator.Cos or Operator.Cosh or Operator.Divide or Operator.Pow;

    /// <summary>The larger or smaller; of equal numbers, half the derivatives of each; NaN if one is.</summary>
    private static Dual Choose(Dual x, Dual y, int sign)
    {
        if (double.IsNaN(x.Value.High) || double.IsNaN(y.Value.High))
            return new Dual(Extended.NaN, x.Derivatives ?? y.Derivatives);
        int order = sign * (x.Value - y.Value).Sign;
        if (order != 0)
            return order > 0 ? x : y;
        if (x.Derivatives is null && y.Derivatives is null)
            return x;
        int length = (x.Derivatives ?? y.Derivatives)!.Length;
        Extended[] left = x.Derivatives ?? new Extended[length], right = y.Derivatives ?? new Extended[length];
        return new Dual(x.Value, [.. left.Zip(right, (first, second) => 0.5 * (first + second))]);
    }

    private static Extended Value(Operator @operator, Extended[] x) => @operator switch
    {
        Operator.Add => x[0] + x[1],
        Operator.Multiply => x[0] * x[1],
        Operator.Negate => -x[0],
        Operator.Divide => x[0] / x[1],
        Operator.Pow => Extended.Pow(x[0], x[1]),
        Operator.Sqrt => Extended.Sqrt(x[0]),
        Operator.Cbrt => Extended.Cbrt(x[0]),
        Operator.Exp => Extended.Exp(x[0]),
        Operator.ExpM1 => Extended.ExpM1(x[0]),
        Operator.Log => Extended.Log(x[0]),
        Operator.LogP1 => Extended.LogP1(x[0]),
        Operator.Sigmoid => Sigmoid(x[0]),
        Operator.Softplus => Extended.LogP1(Extended.Exp(-Extended.Abs(x[0]))) + (x[0].High > 0 ? x[0] : Extended.Zero),
        Operator.Sin => Extended.Sin(x[0]),
        Operator.Cos => Extended.Cos(x[0]),
        Operator.Tan => Extended.Sin(x[0]) / Extended.Cos(x[0]),
        Operator.Asin => Extended.Asin(x[0]),
        Operator.Acos => Extended.Acos(x[0]),
        Operator.Atan => Extended.Atan(x[0]),
        Operator.Sinh => Extended.Sinh(x[0]),
        Operator.Cosh => Extended.Cosh(x[0]),
        Operator.Tanh => Extended.Tanh(x[0]),
        Operator.Asinh => Extended.Asinh(x[0]),
        Operator.Acosh => Extended.Acosh(x[0]),
        Operator.Atanh => Extended.Atanh(x[0]),
        Operator.Abs => Extended.Abs(x[0]),
        Operator.Sign => x[0].IsFinite ? x[0].Sign : Extended.NaN,
        Operator.Less => x[0] < x[1] ? 1 : 0,
        Operator.LessOrEqual => x[0] < x[1] || x[0] == x[1] ? 1 : 0,
        Operator.Equal => x[0] == x[1] ? 1 : 0,
        Operator.And => x[0].IsZero || x[1].IsZero ? 0 : 1,
        Operator.Or => x[0].IsZero && x[1].IsZero ? 0 : 1,
        Operator.Not => x[0].IsZero ? 1 : 0,
        _ => throw new NotSupportedException($"{@operator} occurs in no declaration."),
    };

    /// <summary>The derivative by one operand.</summary>
    private static Extended Slope(Operator @operator, Extended[] values, Extended value, int operand)
    {
        Extended x = values[0], one = Extended.One;
        return @operator switch
        {
            Operator.Add => one,
            Operator.Multiply => values[1 - operand],
            Operator.Negate => -one,
            Operator.Divide => operand == 0 ? Kept(one / values[1]) : x.IsZero ? x : Kept(-(value / values[1])),
            Operator.Pow => operand == 0
                ? values[1].IsZero ? values[1] : values[1] * (x.IsZero ? Extended.Pow(x, values[1] - one) : Kept(Extended.Pow(x, values[1] - one)))
                : value.IsZero ? value : value * Extended.Log(x),
            Operator.Sqrt => 0.5 / value,
            Operator.Cbrt => one / (3 * value * value),
            Operator.Exp => value,
            Operator.ExpM1 => Extended.Exp(x),
            Operator.Log => one / x,
            Operator.LogP1 => one / (one + x),
            Operator.Sigmoid => Sigmoid(x) * Sigmoid(-x),
            Operator.Softplus => Sigmoid(x),
            Operator.Sin => Extended.Cos(x),
            Operator.Cos => -Extended.Sin(x),
            Operator.Tan => one / (Extended.Cos(x) * Extended.Cos(x)),
            Operator.Asin => one / Extended.Sqrt((one - x) * (one + x)),
            Operator.Acos => -one / Extended.Sqrt((one - x) * (one + x)),
            Operator.Atan => one / (one + x * x),
            Operator.Sinh => Extended.Cosh(x),
            Operator.Cosh => Extended.Sinh(x),
            Operator.Tanh => one / (Extended.Cosh(x) * Extended.Cosh(x)),
            Operator.Asinh => one / Extended.Sqrt(one + x * x),
            Operator.Acosh => one / Extended.Sqrt((x - one) * (x + one)),
            Operator.Atanh => one / ((one - x) * (one + x)),
            Operator.Abs => x.Sign,
            _ => throw new NotSupportedException($"{@operator} has no derivative."),
        };
    }

    private static Extended Sigmoid(Extended x)
    {
        Extended e = Extended.Exp(-Extended.Abs(x));
        return (x.High >= 0 ? Extended.One : e) / (Extended.One + e);
    }

    /// <summary>A number that is not 0, unless it has vanished for being small.</summary>
    private static Extended Kept(Extended value) => value.IsZero ? Extended.NaN : value;
}
