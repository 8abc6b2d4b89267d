using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseLsr.Gen.Cpu;

/// <summary>Vectors of 256 bits, of float or double.</summary>
internal unsafe struct Lanes256<TNumber> : ILanes<Vector256<TNumber>, TNumber>
    where TNumber : unmanaged
{
    public static int Count => Vector256<TNumber>.Count;

    public static Vector256<TNumber> Indices => Vector256<TNumber>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Create(double value) => typeof(TNumber) == typeof(float)
        ? Vector256.Create((float)value).As<float, TNumber>()
        : Vector256.Create(value).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Load(TNumber* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<TNumber> value, TNumber* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(Vector256<TNumber> value, TNumber* destination) =>
        value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Add(Vector256<TNumber> left, Vector256<TNumber> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Subtract(Vector256<TNumber> left, Vector256<TNumber> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Multiply(Vector256<TNumber> left, Vector256<TNumber> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Divide(Vector256<TNumber> left, Vector256<TNumber> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Negate(Vector256<TNumber> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Abs(Vector256<TNumber> value) => Vector256.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Sqrt(Vector256<TNumber> value) => Vector256.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> MultiplyAdd(Vector256<TNumber> left, Vector256<TNumber> right, Vector256<TNumber> addend) =>
        typeof(TNumber) == typeof(float)
            ? Vector256.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, TNumber>()
            : Vector256.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Max(Vector256<TNumber> left, Vector256<TNumber> right) => Vector256.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Min(Vector256<TNumber> left, Vector256<TNumber> right) => Vector256.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Exp(Vector256<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector256.Exp(value.AsSingle()).As<float, TNumber>()
        : Vector256.Exp(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Log(Vector256<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector256.Log(value.AsSingle()).As<float, TNumber>()
        : Vector256.Log(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Sin(Vector256<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector256.Sin(value.AsSingle()).As<float, TNumber>()
        : Vector256.Sin(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Cos(Vector256<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector256.Cos(value.AsSingle()).As<float, TNumber>()
        : Vector256.Cos(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> PowOfSingles(Vector256<TNumber> x, Vector256<TNumber> y)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(x.AsSingle());
        (Vector256<double> lowerPower, Vector256<double> upperPower) = Vector256.Widen(y.AsSingle());
        lower = Vector256.Exp(lowerPower * Vector256.Log(lower));
        upper = Vector256.Exp(upperPower * Vector256.Log(upper));
        return Vector256.Narrow(lower, upper).As<float, TNumber>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Less(Vector256<TNumber> left, Vector256<TNumber> right) => Vector256.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> LessOrEqual(Vector256<TNumber> left, Vector256<TNumber> right) =>
        Vector256.LessThanOrEqual(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Equal(Vector256<TNumber> left, Vector256<TNumber> right) => Vector256.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> And(Vector256<TNumber> left, Vector256<TNumber> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Or(Vector256<TNumber> left, Vector256<TNumber> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Not(Vector256<TNumber> mask) => ~mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Select(Vector256<TNumber> mask, Vector256<TNumber> first, Vector256<TNumber> second) =>
        Vector256.ConditionalSelect(mask, first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Scale(Vector256<TNumber> value, Vector256<TNumber> n, Vector256<TNumber> bits, double rest)
    {
        Vector256<TNumber> power = typeof(TNumber) == typeof(float)
            ? (bits.AsInt32() << 23).As<int, TNumber>()
            : (bits.AsInt64() << 52).As<long, TNumber>();
        return value * power * Create(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> CopySign(Vector256<TNumber> value, Vector256<TNumber> sign) => Vector256.CopySign(value, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> ZeroWhereEqual(Vector256<TNumber> value, Vector256<TNumber> left, Vector256<TNumber> right) =>
        Vector256.AndNot(value, Vector256.Equals(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<TNumber> Replace(Vector256<TNumber> value, int at, int from, TNumber replacement)
    {
        Vector256<TNumber> lanes = Vector256<TNumber>.Indices;
        Vector256<TNumber> replaced = Vector256.Equals(lanes, Create(at)) | Vector256.GreaterThanOrEqual(lanes, Create(from));
        return Vector256.ConditionalSelect(replaced, Vector256.Create(replacement), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(Vector256<TNumber> left, Vector256<TNumber> right) => Vector256.EqualsAll(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Vector256<TNumber> left, Vector256<TNumber> right) => Vector256.GreaterThanAny(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector256.Sum(value.AsSingle())
        : Vector256.Sum(value.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector256<TNumber> value) =>
        Lanes128<TNumber>.Maximum(Lanes128<TNumber>.Max(value.GetLower(), value.GetUpper()));
}
