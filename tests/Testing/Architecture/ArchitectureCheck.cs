using SparseLsr.Gen.Testing.Cases;

namespace SparseLsr.Gen.Testing.Architecture;

/// <summary>Holds an assembly to its table of namespaces.</summary>
internal static class ArchitectureCheck
{
    /// <summary>Every namespace has a row, no type uses what its row does not list, and the table has no cycles.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="root">The root namespace, the empty name in the table.</param>
    /// <param name="mayUse">For each namespace the others of the project that it may use.</param>
    /// <param name="exceptions">Types that break the table today; one that no longer does has to go.</param>
    /// <exception cref="CheckFailedException">One of these does not hold.</exception>
    public static void Check(string assembly, string root, IReadOnlyDictionary<string, string[]> mayUse, IReadOnlyCollection<string> exceptions)
    {
        var rules = new NamespaceRules(root, mayUse);
        IReadOnlyDictionary<TypeName, HashSet<TypeName>> references = TypeReferences.Read(assembly);
        IReadOnlyList<string> violations = rules.Violations(references);
        Require("Namespaces without a row in the table, or rows without types", rules.Strangers(references));
        Require("Types that use what their namespace may not", violations.Except(exceptions));
        Require("Exceptions that are none any more", exceptions.Except(violations));
        Require("Namespaces that may use each other", rules.Cycles());
    }

    private static void Require(string what, IEnumerable<string> none)
    {
        if (none.Any())
            throw new CheckFailedException($"{what}:\n{string.Join('\n', none)}");
    }
}
