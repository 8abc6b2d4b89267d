using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>
/// Coverage counts what the user wrote and nothing that is generated; above all, no tool writes its counters into a kernel, which ILGPU
/// could not compile.
/// </summary>
public sealed class CoverageTests
{
    public static TheoryData<string> Names => [.. DeclaredLosses.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_measured_of_the_users_members_alone(string name)
    {
        string source = DeclaredLosses.Source(name);
        GeneratorRun run = GeneratorHarness.Run("global using System; global using SparseLsr.Gen;", source);
        SyntaxTree generated = Assert.Single(run.Result.GeneratedSources).SyntaxTree;
        INamedTypeSymbol lossClass = run.Completed
            .GetSymbolsWithName(run.Model.ClassName, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>().Single(type => type.BaseType?.Name.StartsWith("SparseTargetLoss", StringComparison.Ordinal) == true);
        Assert.False(IsExcluded(lossClass));
        ISymbol[] members =
        [
            .. lossClass.GetMembers().Where(member =>
                !member.IsImplicitlyDeclared && member is not IFieldSymbol and not IMethodSymbol { AssociatedSymbol: not null }),
        ];
        Assert.All(members, member => Assert.Equal(member.Locations.Any(place => place.SourceTree == generated), IsExcluded(member)));
        Assert.Contains(members, member => member is INamedTypeSymbol { Name: "Kernel" });
    }

    private static bool IsExcluded(ISymbol member) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ExcludeFromCodeCoverageAttribute");
}
