using System.Reflection;
using System.Text.RegularExpressions;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>The text of a kernel has none of the compiler's known traps, and moves rows by whole packs.</summary>
internal static class KernelText
{
    /// <exception cref="PtxException">It has one, or does not.</exception>
    public static void Check(MethodInfo method, string ptx)
    {
        GpuKernel? known = KernelCatalog.Find(method);
        string name = known?.ToString() ?? method.Name;
        Refuse(name, ptx, @"\.extern \.func", "calls a function that is not there");
        Refuse(name, ptx, @"selp\.\w+\s+%f\w*,\s*1\s*,", "chooses an integer 1 into a float register, where it is 1.4e-45");
        Refuse(name, ptx, @"\batom\.", "has an atomic operation, whose order depends on timing");
        Refuse(name, ptx, @"\.approx(\.ftz)?\.f64", "approximates float64 by some 20 bits");
        Refuse(name, ptx, @"\.approx\.f32", "keeps numbers below the smallest normal one, for several instructions more");
        Refuse(name, ptx, @"\bcall\b", "calls a function");
        if (known is not null && known.Element != "float64")
            CheckMemory(known, ptx);
    }

    private static void CheckMemory(GpuKernel kernel, string ptx)
    {
        string name = kernel.ToString();
        Refuse(name, ptx, @"\b(ld|st)\.(v\d\.)?[bfsu]\d", "uses addresses of unknown space");
        // What rounds two numbers into a word gives it back through memory of its own, which ptxas turns into a register.
        Require(Regex.Count(ptx, @"\.local \.") == Regex.Count(ptx, @"cvt\.rn\.(bf16|f16)x2\.f32"), $"{name} has local memory");
        if (kernel.PackBytes != 16 || !kernel.IsSweep)
            return;

        string type = kernel.Element == "float32" ? "f32" : "b32";
        Require(Regex.Count(ptx, $@"ld\.global\.v4\.{type}") >= 4, $"{name} has no four loads of 16 bytes");
        bool visitsAgain = kernel.Method.GetGenericArguments().Any(CachesRow);
        int stores = Regex.Count(ptx, $@"st\.global\.v4\.{type}"), kept = Regex.Count(ptx, $@"ld\.shared\.v4\.{type}");
        // Losses with functions of a class store in a loop.
        Require(kernel.WritesGradient == stores >= (kernel.HasClasses ? 1 : 4), $"{name} has {stores} stores of 16 bytes");
        Require(visitsAgain == kept >= 4, $"{name} has {kept} loads of 16 bytes from shared memory");
    }

    private static bool CachesRow(Type type) =>
        type.IsAssignableTo(typeof(IRowOutput)) && (bool)type.GetProperty(nameof(IRowOutput.CachesRow))!.GetValue(null)!;

    private static void Refuse(string name, string ptx, string pattern, string what)
    {
        if (Regex.Match(ptx, pattern) is { Success: true } match)
            throw new PtxException($"{name} {what}: {match}");
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new PtxException(otherwise);
    }
}
