using SparseLsr.Gen.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Each function's value, and its derivative at ordinary points and at kinks.</summary>
public sealed class TorchMathTests
{
    public static TheoryData<string, double, double, double> Unary() => new()
    {
        { nameof(TorchMath.Sqrt), 4, 2, 0.25 },
        { nameof(TorchMath.Cbrt), -8, -2, 1.0 / 12 },
        { nameof(TorchMath.Exp), 1, Math.E, Math.E },
        { nameof(TorchMath.ExpM1), 1e-20, 1e-20, 1 },
        { nameof(TorchMath.Log), 2, Math.Log(2), 0.5 },
        { nameof(TorchMath.LogP1), 1e-20, 1e-20, 1 },
        { nameof(TorchMath.Sigmoid), 0, 0.5, 0.25 },
        { nameof(TorchMath.Softplus), 0, Math.Log(2), 0.5 },
        { nameof(TorchMath.Softplus), 1000, 1000, 1 },
        { nameof(TorchMath.Softplus), -700, Math.Exp(-700), Math.Exp(-700) },
        { nameof(TorchMath.Sin), 1, Math.Sin(1), Math.Cos(1) },
        { nameof(TorchMath.Cos), 1, Math.Cos(1), -Math.Sin(1) },
        { nameof(TorchMath.Tan), 1, Math.Tan(1), 1 + Math.Pow(Math.Tan(1), 2) },
        { nameof(TorchMath.Asin), 0.5, Math.Asin(0.5), 1 / Math.Sqrt(0.75) },
        { nameof(TorchMath.Acos), 0.5, Math.Acos(0.5), -1 / Math.Sqrt(0.75) },
        { nameof(TorchMath.Atan), 2, Math.Atan(2), 0.2 },
        { nameof(TorchMath.Sinh), 1, Math.Sinh(1), Math.Cosh(1) },
        { nameof(TorchMath.Cosh), 1, Math.Cosh(1), Math.Sinh(1) },
        { nameof(TorchMath.Tanh), 1, Math.Tanh(1), 1 / Math.Pow(Math.Cosh(1), 2) },
        { nameof(TorchMath.Asinh), 2, Math.Asinh(2), 1 / Math.Sqrt(5) },
        { nameof(TorchMath.Acosh), 2, Math.Acosh(2), 1 / Math.Sqrt(3) },
        { nameof(TorchMath.Atanh), 0.5, Math.Atanh(0.5), 1 / 0.75 },
        { nameof(TorchMath.SechSquared), 1, 1 / Math.Pow(Math.Cosh(1), 2), -2 * Math.Tanh(1) / Math.Pow(Math.Cosh(1), 2) },
        { nameof(TorchMath.SechSquared), 0, 1, 0 },
        { nameof(TorchMath.SechSquared), -20, 4 * Math.Exp(-40), 8 * Math.Exp(-40) },
        { nameof(TorchMath.LogCosh), -1, Math.Log(Math.Cosh(1)), -Math.Tanh(1) },
        { nameof(TorchMath.LogCosh), 0, 0, 0 },
        { nameof(TorchMath.LogCosh), 1e-8, 5e-17, 1e-8 },
        { nameof(TorchMath.LogCosh), -1e-6, 4.999999999999166e-13, -9.999999999996666e-7 },
        { nameof(TorchMath.LogCosh), 1e-4, 4.9999999916666675e-9, 9.999999966666667e-5 },
        { nameof(TorchMath.LogCosh), 1e-2, 4.999916668888822e-5, 0.00999966667999946 },
        { nameof(TorchMath.LogCosh), 0.9999999, 0.43378075432361374, 0.7615941139583275 },
        { nameof(TorchMath.LogCosh), 2000, 2000 - Math.Log(2), 1 },
        { nameof(TorchMath.LogCosh), -2000, 2000 - Math.Log(2), -1 },
        { nameof(TorchMath.Abs), -3, 3, -1 },
        { nameof(TorchMath.Abs), 0, 0, 0 },
        { nameof(TorchMath.Sign), -3, -1, 0 },
        { nameof(TorchMath.Sign), 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Unary))]
    public void Of_one_number(string function, double x, double value, double derivative)
    {
        var apply = typeof(TorchMath).GetMethod(function)!.CreateDelegate<Func<Tensor, Tensor>>();
        using DisposeScope scope = NewDisposeScope();
        Tensor at = tensor(new[] { x });
        Assert.Equal(value, apply(at)[0].ToDouble(), Math.Abs(value) * 1e-15 + 1e-300);
        Assert.Equal(derivative, Gradients.Numbers(Gradients.Of(apply, at))[0], Math.Abs(derivative) * 1e-14);
    }

    [Theory]
    [InlineData(nameof(TorchMath.Pow), 2, 3, 8, 12, 5.545177444479562)]
    [InlineData(nameof(TorchMath.Min), 1, 2, 1, 1, 0)]
    [InlineData(nameof(TorchMath.Min), 2, 2, 2, 0.5, 0.5)]
    [InlineData(nameof(TorchMath.Max), 1, 2, 2, 0, 1)]
    [InlineData(nameof(TorchMath.Max), 2, 2, 2, 0.5, 0.5)]
    public void Of_two_numbers(string function, double x, double y, double value, double byX, double byY)
    {
        var apply = typeof(TorchMath).GetMethod(function)!.CreateDelegate<Func<Tensor, Tensor, Tensor>>();
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new[] { x }), b = tensor(new[] { y });
        Assert.Equal(value, apply(a, b)[0].ToDouble());
        Assert.Equal(byX, Gradients.Numbers(Gradients.Of(z => apply(z, b), a))[0]);
        Assert.Equal(byY, Gradients.Numbers(Gradients.Of(z => apply(a, z), b))[0], 1e-15);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1.5, 1.5, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 0)]
    public void Clamp_passes_the_gradient_at_its_bounds(double x, double value, double derivative)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor at = tensor(new[] { x }), low = tensor(new[] { 1.0 }), high = tensor(new[] { 2.0 });
        Assert.Equal(value, TorchMath.Clamp(at, low, high)[0].ToDouble());
        Assert.Equal(derivative, Gradients.Numbers(Gradients.Of(z => TorchMath.Clamp(z, low, high), at))[0]);
    }

    [Fact]
    public void Conditions_select()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2, 3 }), two = tensor(new[] { 2.0, 2, 2 }), zero = zeros_like(x);
        Assert.Equal([1.0, 0, 0], Chosen(TorchMath.Less(x, two)));
        Assert.Equal([1.0, 2, 0], Chosen(TorchMath.LessOrEqual(x, two)));
        Assert.Equal([0.0, 2, 0], Chosen(TorchMath.Equal(x, two)));
        Assert.Equal([0.0, 2, 0], Chosen(TorchMath.And(TorchMath.LessOrEqual(x, two), TorchMath.Not(TorchMath.Less(x, two)))));
        Assert.Equal([1.0, 2, 3], Chosen(TorchMath.Or(TorchMath.Less(x, two), TorchMath.Not(TorchMath.Less(x, two)))));

        double[] Chosen(Tensor condition) => Gradients.Numbers(TorchMath.Select(condition, x, zero));
    }

    [Fact]
    public void Infix_operators_take_numbers_on_either_side()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 4.0 });
        Assert.Equal([6.0], Gradients.Numbers(2.0 + x));
        Assert.Equal([6.0], Gradients.Numbers(x + 2.0));
        Assert.Equal([-2.0], Gradients.Numbers(2.0 - x));
        Assert.Equal([2.0], Gradients.Numbers(x - 2.0));
        Assert.Equal([8.0], Gradients.Numbers(2.0 * x));
        Assert.Equal([8.0], Gradients.Numbers(x * 2.0));
        Assert.Equal([0.5], Gradients.Numbers(2.0 / x));
        Assert.Equal([2.0], Gradients.Numbers(x / 2.0));
        Assert.Equal([-4.0], Gradients.Numbers(-x));
    }
}
