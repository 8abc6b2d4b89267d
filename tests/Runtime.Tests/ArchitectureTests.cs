using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using SparseLsr.Gen.Testing.Architecture;
using TorchSharp;

namespace SparseLsr.Gen.Tests;

/// <summary>The runtime's architecture, as it is compiled.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each namespace with those that it may use: CPU and GPU never each other, and what kernels are written against nothing.</summary>
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["CompilerServices"] = [],
        ["Cpu"] = ["CompilerServices"],
        ["Gpu.Device"] = ["CompilerServices"],
        ["Gpu"] = ["CompilerServices", "Gpu.Device"],
        ["Gpu.Cuda"] = ["Gpu"],
        ["Torch"] = ["CompilerServices", "Cpu", "Gpu", "Gpu.Cuda", "Gpu.Device"],
        ["LinearLayers"] = ["CompilerServices", "Torch"],
        ["Distributed"] = ["", "CompilerServices", "Cpu", "Torch"],
        // What users call, and the ready-made losses.
        [""] = ["CompilerServices", "Gpu", "Torch", "LinearLayers"],
    };

    /// <summary>What breaks the table and is known. This list only gets shorter.</summary>
    private static readonly string[] s_exceptions =
    [
        // They drive the CPU's sweeps for spans.
        "CompilerServices.SpanEvaluation → Cpu", "CompilerServices.SpanInputs`1 → Cpu",
        // How arguments become a kernel's parameters is the launchers' matter.
        "Gpu.Device.ReductionBatch`2 → Gpu", "Gpu.Device.RowBatch`3 → Gpu", "Gpu.Device.ScaleBatch`2 → Gpu",
    ];

    [Fact]
    public void Namespaces_use_only_what_they_may() =>
        ArchitectureCheck.Check(typeof(SparseTargetLoss).Assembly.Location, "SparseLsr.Gen", s_mayUse, s_exceptions);

    /// <summary>TorchSharp lets a number that it converts be finalized while libtorch reads it.</summary>
    [Fact]
    public void No_operation_of_torch_converts_a_number_to_a_Scalar()
    {
        Assembly assembly = typeof(SparseTargetLoss).Assembly;
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        MethodBase[] operators =
        [
            .. metadata.MemberReferences
                .Where(handle => metadata.GetMemberReference(handle) is { Parent.Kind: HandleKind.TypeReference } member
                    && metadata.GetString(member.Name).StartsWith("op_", StringComparison.Ordinal))
                .Select(handle => assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(handle))!)
                .Where(method => method.DeclaringType == typeof(Scalar) || method.DeclaringType == typeof(torch.Tensor)),
        ];
        Assert.Contains(operators, method => method.Name == "op_Multiply");
        Assert.DoesNotContain(operators, method => method.DeclaringType == typeof(Scalar)
            || method.GetParameters().Any(parameter => parameter.ParameterType != typeof(torch.Tensor)));
    }
}
