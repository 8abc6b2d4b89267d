using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseLsr.Gen.Cpu;

/// <summary>Vectors of 128 bits, of float or double.</summary>
internal unsafe struct Lanes128<TNumber> : ILanes<Vector128<TNumber>, TNumber>
    where TNumber : unmanaged
{
    public static int Count => Vector128<TNumber>.Count;

    public static Vector128<TNumber> Indices => Vector128<TNumber>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Create(double value) => typeof(TNumber) == typeof(float)
        ? Vector128.Create((float)value).As<float, TNumber>()
        : Vector128.Create(value).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Load(TNumber* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<TNumber> value, TNumber* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(Vector128<TNumber> value, TNumber* destination) =>
        value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Add(Vector128<TNumber> left, Vector128<TNumber> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Subtract(Vector128<TNumber> left, Vector128<TNumber> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Multiply(Vector128<TNumber> left, Vector128<TNumber> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Divide(Vector128<TNumber> left, Vector128<TNumber> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Negate(Vector128<TNumber> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Abs(Vector128<TNumber> value) => Vector128.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Sqrt(Vector128<TNumber> value) => Vector128.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> MultiplyAdd(Vector128<TNumber> left, Vector128<TNumber> right, Vector128<TNumber> addend) =>
        typeof(TNumber) == typeof(float)
            ? Vector128.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, TNumber>()
            : Vector128.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Max(Vector128<TNumber> left, Vector128<TNumber> right) => Vector128.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Min(Vector128<TNumber> left, Vector128<TNumber> right) => Vector128.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Exp(Vector128<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector128.Exp(value.AsSingle()).As<float, TNumber>()
        : Vector128.Exp(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Log(Vector128<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector128.Log(value.AsSingle()).As<float, TNumber>()
        : Vector128.Log(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Sin(Vector128<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector128.Sin(value.AsSingle()).As<float, TNumber>()
        : Vector128.Sin(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Cos(Vector128<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector128.Cos(value.AsSingle()).As<float, TNumber>()
        : Vector128.Cos(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> PowOfSingles(Vector128<TNumber> x, Vector128<TNumber> y)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(x.AsSingle());
        (Vector128<double> lowerPower, Vector128<double> upperPower) = Vector128.Widen(y.AsSingle());
        lower = Vector128.Exp(lowerPower * Vector128.Log(lower));
        upper = Vector128.Exp(upperPower * Vector128.Log(upper));
        return Vector128.Narrow(lower, upper).As<float, TNumber>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Less(Vector128<TNumber> left, Vector128<TNumber> right) => Vector128.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> LessOrEqual(Vector128<TNumber> left, Vector128<TNumber> right) =>
        Vector128.LessThanOrEqual(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Equal(Vector128<TNumber> left, Vector128<TNumber> right) => Vector128.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> And(Vector128<TNumber> left, Vector128<TNumber> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Or(Vector128<TNumber> left, Vector128<TNumber> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Not(Vector128<TNumber> mask) => ~mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Select(Vector128<TNumber> mask, Vector128<TNumber> first, Vector128<TNumber> second) =>
        Vector128.ConditionalSelect(mask, first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Scale(Vector128<TNumber> value, Vector128<TNumber> n, Vector128<TNumber> bits, double rest)
    {
        Vector128<TNumber> power = typeof(TNumber) == typeof(float)
            ? (bits.AsInt32() << 23).As<int, TNumber>()
            : (bits.AsInt64() << 52).As<long, TNumber>();
        return value * power * Create(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> CopySign(Vector128<TNumber> value, Vector128<TNumber> sign) => Vector128.CopySign(value, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> ZeroWhereEqual(Vector128<TNumber> value, Vector128<TNumber> left, Vector128<TNumber> right) =>
        Vector128.AndNot(value, Vector128.Equals(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<TNumber> Replace(Vector128<TNumber> value, int at, int from, TNumber replacement)
    {
        Vector128<TNumber> lanes = Vector128<TNumber>.Indices;
        Vector128<TNumber> replaced = Vector128.Equals(lanes, Create(at)) | Vector128.GreaterThanOrEqual(lanes, Create(from));
        return Vector128.ConditionalSelect(replaced, Vector128.Create(replacement), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(Vector128<TNumber> left, Vector128<TNumber> right) => Vector128.EqualsAll(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Vector128<TNumber> left, Vector128<TNumber> right) => Vector128.GreaterThanAny(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector128.Sum(value.AsSingle())
        : Vector128.Sum(value.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector128<TNumber> value)
    {
        Vector128<TNumber> swapped = Vector128.Shuffle(value.AsUInt64(), Vector128.Create(1ul, 0)).As<ulong, TNumber>();
        value = Max(value, swapped);
        return typeof(TNumber) == typeof(float)
            ? Vector128.MaxNative(value.AsSingle(), Vector128.Shuffle(value.AsSingle(), Vector128.Create(1, 0, 3, 2)))[0]
            : value.AsDouble()[0];
    }
}
