using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseLsr.Gen.Cpu;

/// <summary>Vectors of 512 bits, of float or double.</summary>
internal unsafe struct Lanes512<TNumber> : ILanes<Vector512<TNumber>, TNumber>
    where TNumber : unmanaged
{
    public static int Count => Vector512<TNumber>.Count;

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
    public static Vector512<TNumber> MultiplyAdd(Vector512<TNumber> left, Vector512<TNumber> right, Vector512<TNumber> addend) =>
        typeof(TNumber) == typeof(float)
            ? Vector512.MultiplyAddEstimate(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, TNumber>()
            : Vector512.MultiplyAddEstimate(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, TNumber>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TNumber> Max(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.MaxNative(left, right);

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
    public static bool AnyGreater(Vector512<TNumber> left, Vector512<TNumber> right) => Vector512.GreaterThanAny(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<TNumber> value) => typeof(TNumber) == typeof(float)
        ? Vector512.Sum(value.AsSingle())
        : Vector512.Sum(value.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector512<TNumber> value) =>
        Lanes256<TNumber>.Maximum(Lanes256<TNumber>.Max(value.GetLower(), value.GetUpper()));
}
