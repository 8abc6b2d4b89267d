using System.Reflection;
using System.Runtime.Loader;

namespace SparseLsr.Gen.Interactive;

/// <summary>Holds the assembly of one loss. It is collected when nothing of the assembly is in use.</summary>
internal sealed class LossContext() : AssemblyLoadContext("SparseLsr.Gen.Interactive", isCollectible: true)
{
    /// <summary>The very assemblies that the loss was compiled against, whichever context holds them.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => Toolchain.FindAssembly(assemblyName.Name!);
}
