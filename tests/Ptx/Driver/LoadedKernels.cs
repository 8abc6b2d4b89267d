using System.Collections.Concurrent;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>Kernels ready to be executed, each made once in a process.</summary>
internal static class LoadedKernels
{
    private static readonly ConcurrentDictionary<(string Ptx, string Entry, bool Fuses), Kernel> s_kernels = [];

    /// <exception cref="PtxException">Something in the text is not modelled.</exception>
    public static Kernel Get(string ptx, string entry, bool fusesMultiplyAdd) => s_kernels.GetOrAdd(
        (ptx, entry, fusesMultiplyAdd), static key => KernelCompiler.Compile(PtxParser.Parse(key.Ptx), key.Entry, key.Fuses));
}
