using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace SparseLsr.Gen.Torch;

/// <summary>Loads TorchSharp's native library, or says in one message why it cannot be had.</summary>
internal static partial class NativeBackend
{
    private const string Cure = "The section \"When TorchSharp does not load\" of the README of SparseLsr.Gen tells the cure.";

    private static bool s_loaded;

    /// <summary>Returns <paramref name="value"/> once the library is loaded.</summary>
    /// <exception cref="PlatformNotSupportedException">It cannot be loaded; the message says what is missing.</exception>
    public static T Required<T>(T value)
    {
        if (!s_loaded)
            Load();
        return value;
    }

    private static void Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            s_loaded = true;
        }
        catch (Exception exception) when (IsLoadFailure(exception))
        {
            throw new PlatformNotSupportedException(Explain(Reason(exception)), exception);
        }
    }

    /// <summary>What to tell the user, from what the system's loader said.</summary>
    internal static string Explain(string reason)
    {
        Match version = MissingVersion().Match(reason);
        string missing = version.Success
            ? $"the system's C++ library is too old: it has no {version.Groups[1].Value}"
            : MissingLibTorch().IsMatch(reason)
                ? "libtorch is missing: reference one of the packages libtorch-cpu-linux-x64, libtorch-cpu-win-x64, "
                    + "libtorch-cpu-win-arm64, libtorch-cpu-osx-arm64 or TorchSharp-cpu, or a CUDA twin, in the version "
                    + "that TorchSharp asks for"
                : reason.Trim();
        return $"TorchSharp's native library does not load: {missing}. {Cure}";
    }

    private static bool IsLoadFailure(Exception exception) =>
        exception is NotSupportedException or DllNotFoundException or TypeInitializationException
            or BadImageFormatException or EntryPointNotFoundException or FileNotFoundException;

    // TorchSharp's message leaves out what the loader said; asking for the library once more brings it to light.
    private static string Reason(Exception exception)
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
            return exception.Message;
        }
        catch (Exception loader) when (IsLoadFailure(loader))
        {
            return loader.Message;
        }
    }

    [GeneratedRegex("version [`'\"]?((?:GLIBCXX|CXXABI|GLIBC)_[0-9.]+)[`'\"]? not found")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"(lib)?(torch|torch_cpu|c10)\.(so|dll|dylib)|LibTorchSharp\S*: cannot open shared object")]
    private static partial Regex MissingLibTorch();
}
