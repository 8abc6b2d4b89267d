using System.Numerics;
using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Arithmetic on floats.</summary>
internal static class FloatOpcodes
{
    public static IEnumerable<OpcodeRow> All() => [.. Exact<float>("f32"), .. Exact<double>("f64"), .. ExactFlushed(), .. Approximations()];

    private static IEnumerable<OpcodeRow> Exact<T>(string type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rounding to the nearest is the default.
        foreach (string rounding in (string[])["", ".rn"])
        {
            yield return new($"add{rounding}.{type}", Decoders.Binary<Floats.Add<T>, T>());
            yield return new($"sub{rounding}.{type}", Decoders.Binary<Floats.Subtract<T>, T>());
            yield return new($"mul{rounding}.{type}", Decoders.Binary<Floats.Multiply<T>, T>());
        }
        yield return new($"div.rn.{type}", Decoders.Binary<Floats.Divide<T>, T>());
        yield return new($"rcp.rn.{type}", Decoders.Unary<Floats.Reciprocal<T>, T>());
        yield return new($"sqrt.rn.{type}", Decoders.Unary<Floats.SquareRoot<T>, T>());
        yield return new($"fma.rn.{type}", Decoders.Ternary<Floats.FusedMultiplyAdd<T>, T>());
        yield return new($"min.{type}", Decoders.Binary<Floats.Minimum<T>, T>());
        yield return new($"max.{type}", Decoders.Binary<Floats.Maximum<T>, T>());
        yield return new($"neg.{type}", Decoders.Unary<Floats.Negate<T>, T>());
        yield return new($"abs.{type}", Decoders.Unary<Floats.Absolute<T>, T>());
        yield return new($"testp.finite.{type}", Decoders.Test<Floats.IsFinite<T>, T>());
        yield return new($"testp.infinite.{type}", Decoders.Test<Floats.IsInfinite<T>, T>());
        yield return new($"testp.number.{type}", Decoders.Test<Floats.IsNumber<T>, T>());
        yield return new($"testp.notanumber.{type}", Decoders.Test<Floats.IsNaN<T>, T>());
    }

    private static IEnumerable<OpcodeRow> ExactFlushed()
    {
        foreach (string rounding in (string[])["", ".rn"])
        {
            yield return new($"add{rounding}.ftz.f32", Decoders.Vector(VectorOperator.Add));
            yield return new($"sub{rounding}.ftz.f32", Decoders.Vector(VectorOperator.Subtract));
            yield return new($"mul{rounding}.ftz.f32", Decoders.Vector(VectorOperator.Multiply));
        }
        yield return new("max.ftz.f32", Decoders.Vector(VectorOperator.Maximum));
        yield return new("min.ftz.f32", Decoders.Binary<Flushed.Binary<Floats.Minimum<float>>, float>());
        yield return new("div.rn.ftz.f32", Decoders.Binary<Flushed.Binary<Floats.Divide<float>>, float>());
        yield return new("rcp.rn.ftz.f32", Decoders.Unary<Flushed.Unary<Floats.Reciprocal<float>>, float>());
        yield return new("sqrt.rn.ftz.f32", Decoders.Unary<Flushed.Unary<Floats.SquareRoot<float>>, float>());
        yield return new("fma.rn.ftz.f32", Decoders.Ternary<Flushed.Ternary<Floats.FusedMultiplyAdd<float>>, float>());
        yield return new("neg.ftz.f32", Decoders.Unary<Flushed.Unary<Floats.Negate<float>>, float>());
        yield return new("abs.ftz.f32", Decoders.Unary<Flushed.Unary<Floats.Absolute<float>>, float>());
    }

    private static IEnumerable<OpcodeRow> Approximations() =>
    [
        .. Approximation<Approximate.Exp2>("ex2"),
        .. Approximation<Approximate.Log2>("lg2"),
        .. Approximation<Approximate.Reciprocal>("rcp"),
        .. Approximation<Approximate.SquareRoot>("sqrt"),
        .. Approximation<Approximate.ReciprocalSquareRoot>("rsqrt"),
        .. Approximation<Approximate.Sine>("sin"),
        .. Approximation<Approximate.Cosine>("cos"),
        new("div.approx.f32", Decoders.Binary<Approximate.Divide, float>()),
        new("div.approx.ftz.f32", Decoders.Binary<Flushed.Binary<Approximate.Divide>, float>()),
    ];

    private static IEnumerable<OpcodeRow> Approximation<TOperation>(string name)
        where TOperation : struct, IUnary<float, float>
    {
        yield return new($"{name}.approx.f32", Decoders.Unary<TOperation, float>());
        yield return new($"{name}.approx.ftz.f32", Decoders.Unary<Flushed.Unary<TOperation>, float>());
    }
}
