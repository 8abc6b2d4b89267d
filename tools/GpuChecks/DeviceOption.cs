using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Devices;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceOption
{
    /// <summary>The device that the option names, or the first.</summary>
    /// <exception cref="UsageException">The option is no number.</exception>
    public static int Index(Arguments options) => options.Number("--device", 0);

    /// <summary>Opens it.</summary>
    /// <exception cref="NoDeviceException">There is no such device.</exception>
    public static CudaCheckDevice Open(int index)
    {
        try
        {
            return new CudaCheckDevice(index);
        }
        catch (GpuException exception)
        {
            string missing = exception.Code == 0 ? "no NVIDIA driver" : $"no device {index}";
            throw new NoDeviceException($"{missing}: {exception.Message}");
        }
    }
}
