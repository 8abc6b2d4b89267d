using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseLsr.Gen.Cpu;

/// <summary>Vectors of 512 bits, of float or double.</summary>
internal unsafe struct Lanes512<TNumber> : ILanes<Vector512<TNumber>, TNumber>
    where TNumber : unmanaged
{
    public static int Count => Vector512<TNumber>.Count;

    public static Vector512<TNumber> Indices => Vector512<TNumber>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Create(double value) => typeof(TNumber) == typeof(float)
        ? Vector512.Create((float)value).As<float, TNumber>()
        : Vector512.Create(value).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Load(TNumber* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<TNumber> value, TNumber* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(Vector512<TNumber> value, TNumber* destination) =>
        value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Add(Vector512<TNumber> left, Vector512<TNumber> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Subtract(Vector512<TNumber> left, Vector512<TNumber> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Multiply(Vector512<TNumber> left, Vector512<TNumber> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Divide(Vector512<TNumber> left, Vector512<TNumber> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Negate(Vector512<TNumber> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Abs(Vector512<TNumber> value) => Vector512.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Sqrt(Vector512<TNumber> value) => Vector512.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> MultiplyAdd(Vector512<TNumber> left, Vector512<TNumber> right, Vector512<TNumber> addend) =>
        typeof(TNumber) == typeof(float)
            ? Vector512.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, TNumber>()
            : Vector512.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Max(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Min(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Exp(Vector512<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector512.Exp(value.AsSingle()).As<float, TNumber>()
        : Vector512.Exp(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Log(Vector512<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector512.Log(value.AsSingle()).As<float, TNumber>()
        : Vector512.Log(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Sin(Vector512<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector512.Sin(value.AsSingle()).As<float, TNumber>()
        : Vector512.Sin(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Cos(Vector512<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector512.Cos(value.AsSingle()).As<float, TNumber>()
        : Vector512.Cos(value.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> PowOfSingles(Vector512<TNumber> x, Vector512<TNumber> y)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(x.AsSingle());
        (Vector512<double> lowerPower, Vector512<double> upperPower) = Vector512.Widen(y.AsSingle());
        lower = Vector512.Exp(lowerPower * Vector512.Log(lower));
        upper = Vector512.Exp(upperPower * Vector512.Log(upper));
        return Vector512.Narrow(lower, upper).As<float, TNumber>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Less(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> LessOrEqual(Vector512<TNumber> left, Vector512<TNumber> right) =>
        Vector512.LessThanOrEqual(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Equal(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> And(Vector512<TNumber> left, Vector512<TNumber> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Or(Vector512<TNumber> left, Vector512<TNumber> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Not(Vector512<TNumber> mask) => ~mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Select(Vector512<TNumber> mask, Vector512<TNumber> first, Vector512<TNumber> second) =>
        Vector512.ConditionalSelect(mask, first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Scale(Vector512<TNumber> value, Vector512<TNumber> n, Vector512<TNumber> bits, double rest)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(TNumber) == typeof(float)
                ? Avx512F.Scale(value.AsSingle(), n.AsSingle()).As<float, TNumber>()
                : Avx512F.Scale(value.AsDouble(), n.AsDouble()).As<double, TNumber>();
        }
        Vector512<TNumber> power = typeof(TNumber) == typeof(float)
            ? (bits.AsInt32() << 23).As<int, TNumber>()
            : (bits.AsInt64() << 52).As<long, TNumber>();
        return value * power * Create(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> CopySign(Vector512<TNumber> value, Vector512<TNumber> sign) => Vector512.CopySign(value, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> ZeroWhereEqual(Vector512<TNumber> value, Vector512<TNumber> left, Vector512<TNumber> right) =>
        Vector512.AndNot(value, Vector512.Equals(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Replace(Vector512<TNumber> value, int at, int from, TNumber replacement)
    {
        Vector512<TNumber> lanes = Vector512<TNumber>.Indices;
        Vector512<TNumber> replaced = Vector512.Equals(lanes, Create(at)) | Vector512.GreaterThanOrEqual(lanes, Create(from));
        return Vector512.ConditionalSelect(replaced, Vector512.Create(replacement), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.EqualsAll(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.GreaterThanAny(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector512.Sum(value.AsSingle())
        : Vector512.Sum(value.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector512<TNumber> value) =>
        Lanes256<TNumber>.Maximum(Lanes256<TNumber>.Max(value.GetLower(), value.GetUpper()));
}
