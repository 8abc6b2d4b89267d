using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Checks whether generated code can be compiled with the project's language version and references.</summary>
internal static class ProjectReader
{
    // Parameters of a struct, which a kernel has. Generated code uses nothing newer, so that nobody has to change the version for it.
    private const LanguageVersion Oldest = LanguageVersion.CSharp12;

    // The assemblies whose types generated code names by 'global::'.
    private static readonly string[] s_assemblies = ["SparseLsr.Gen", "TorchSharp", "ILGPU"];

    /// <summary>Reports what is wrong. Returns false where generated members would cause further errors.</summary>
    public static bool Check(SyntaxTree tree, Compilation compilation, Location place, DiagnosticSink diagnostics)
    {
        if (tree.Options is CSharpParseOptions { LanguageVersion: < Oldest and var version })
        {
            diagnostics.Report(
                LossDiagnostics.UnsupportedProject, place,
                $"its language version is {version.ToDisplayString()}, and a loss needs {Oldest.ToDisplayString()}",
                "remove 'LangVersion' from the project, or set it to 'latest'");
        }
        bool isNamed = true;
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!s_assemblies.Contains(assembly.Name)
                || compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases
                || aliases.Contains(MetadataReferenceProperties.GlobalAlias))
                continue;
            string written = string.Join(",", aliases);
            diagnostics.Report(
                LossDiagnostics.UnsupportedProject, place, $"its reference to '{assembly.Name}' has the aliases '{written}' alone",
                $"add 'global', as in 'Aliases=\"global,{written}\"'");
            isNamed = false;
        }
        return isNamed;
    }
}
