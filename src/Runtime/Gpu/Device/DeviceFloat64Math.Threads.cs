using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat64Math : IDeviceMath<double>
{
    public static double MaxNumber(double x, double y) => Math.Max(x, y);

    public static bool IsFinite(double x) => double.IsFinite(x);

    public static double OfInteger(int value) => value;

    public static double ShuffleXor(double value, int mask) => Warp.ShuffleXor(value, mask);
}
