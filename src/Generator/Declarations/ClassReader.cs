using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Checks whether another part of a class can be generated.</summary>
internal static class ClassReader
{
    /// <summary>
    /// Reports what is wrong with a class. Returns false where generated members would cause further errors. A missing <c>partial</c> is
    /// no such case: C# reports only that, also when the other part exists.
    /// </summary>
    public static bool Check(INamedTypeSymbol lossClass, TypeDeclarationSyntax syntax, DiagnosticSink diagnostics)
    {
        Location place = syntax.Identifier.GetLocation();
        if (!IsPartial(syntax))
            diagnostics.Report(LossDiagnostics.NotPartial, place, lossClass.Name);
        string? obstacle = FindObstacle(lossClass);
        if (obstacle is not null)
            diagnostics.Report(LossDiagnostics.UnsupportedClass, place, lossClass.Name, obstacle);

        CheckContainingTypes(lossClass, diagnostics);
        bool isBased = CheckBaseClass(lossClass, diagnostics, place);
        bool isFree = CheckMembers(lossClass, diagnostics);
        return obstacle is null && isBased && isFree && IsNamed(lossClass);
    }

    /// <summary>The types around a class, outermost first.</summary>
    public static EquatableArray<ContainingType> ContainingTypes(INamedTypeSymbol lossClass)
    {
        var types = new Stack<ContainingType>();
        for (INamedTypeSymbol? type = lossClass.ContainingType; type is not null; type = type.ContainingType)
            types.Push(new ContainingType(Keyword(type), type.Name));
        return new EquatableArray<ContainingType>(types);
    }

    private static string? FindObstacle(INamedTypeSymbol lossClass)
    {
        if (lossClass.IsRecord)
            return "a record";
        if (lossClass.IsStatic)
            return "static";
        if (lossClass.IsAbstract)
            return "abstract";
        if (lossClass.IsGenericType)
            return lossClass.TypeParameters.Length > 0 ? "generic" : "nested in a generic type";
        if (KnownNames.IsGeneratedMember(lossClass.Name))
            return "named like a member that the generator adds";
        for (INamedTypeSymbol? type = lossClass; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return "local to its file, so that no generated file can contain a part of it";
        }
        return SeesTypeUnmanaged(lossClass)
            ? "in the scope of a type 'unmanaged', which the compiler takes for the constraint of that name in generated code"
            : null;
    }

    private static bool SeesTypeUnmanaged(INamedTypeSymbol lossClass)
    {
        for (INamespaceOrTypeSymbol? outer = lossClass; outer is not null; outer = outer.ContainingSymbol as INamespaceOrTypeSymbol)
        {
            if (!outer.GetTypeMembers("unmanaged").IsEmpty)
                return true;
        }
        return false;
    }

    private static void CheckContainingTypes(INamedTypeSymbol lossClass, DiagnosticSink diagnostics)
    {
        for (INamedTypeSymbol? type = lossClass.ContainingType; type is not null; type = type.ContainingType)
        {
            if (!type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().Any(IsPartial))
                diagnostics.Report(LossDiagnostics.ContainingTypeNotPartial, type.Locations[0], type.Name, lossClass.Name);
        }
    }

    private static bool CheckBaseClass(INamedTypeSymbol lossClass, DiagnosticSink diagnostics, Location place)
    {
        INamedTypeSymbol? type = lossClass.BaseType;
        if (type is null or { SpecialType: SpecialType.System_Object } || KnownNames.IsBaseClass(type) || lossClass.IsRecord)
            return true;
        if (type.TypeKind == TypeKind.Error)
            diagnostics.NoteCompilerError();
        else if (!lossClass.IsStatic)
        {
            string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            diagnostics.Report(LossDiagnostics.BaseClass, place, lossClass.Name, name);
        }
        return false;
    }

    private static bool CheckMembers(INamedTypeSymbol lossClass, DiagnosticSink diagnostics)
    {
        bool isFree = true;
        foreach (ISymbol member in lossClass.GetMembers().Where(member => !member.IsImplicitlyDeclared))
        {
            (string What, string Instead)? own = member switch
            {
                // A record has a copy constructor and others, but records are rejected as a whole.
                IMethodSymbol { MethodKind: MethodKind.Constructor } => lossClass.IsRecord ? null : ("a constructor", "remove it"),
                _ => KnownNames.IsGeneratedMember(member.Name) ? ($"a member '{member.Name}'", "remove or rename it") : null,
            };
            if (own is not { } found)
                continue;
            diagnostics.Report(LossDiagnostics.OwnMember, member.Locations[0], lossClass.Name, found.What, found.Instead);
            isFree = false;
        }
        return isFree;
    }

    /// <summary>Whether the class, and each namespace and type around it, has a name. In half-typed code it can be missing.</summary>
    private static bool IsNamed(INamedTypeSymbol lossClass)
    {
        for (ISymbol symbol = lossClass; symbol is not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            if (symbol.Name.Length == 0)
                return false;
        }
        return true;
    }

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };
}
