namespace SparseLsr.Gen.Testing.Architecture;

/// <summary>For each namespace of an assembly the others of the project that its types may use, all by their exact names.</summary>
/// <param name="root">The project's root namespace, which stands before every name of the table but its own, the empty one.</param>
/// <param name="mayUse">The table.</param>
internal sealed class NamespaceRules(string root, IReadOnlyDictionary<string, string[]> mayUse)
{
    /// <summary>What breaks the table, each as a type and a namespace that it uses: <c>Namespace.Type → Namespace</c>, below the root.</summary>
    public IReadOnlyList<string> Violations(IReadOnlyDictionary<TypeName, HashSet<TypeName>> references)
    {
        IEnumerable<string> violations =
            from type in references
            let own = Below(type.Key.Namespace)
            where own is not null
            from used in type.Value
            let other = Below(used.Namespace)
            where other is not null && other != own && !(mayUse.TryGetValue(own, out string[]? allowed) && allowed.Contains(other))
            select $"{Short(own, type.Key.Name)} → {Short(other, "")}".TrimEnd('.');
        return [.. violations.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Namespaces of the project that have types and no row in the table, and rows without types.</summary>
    public IReadOnlyList<string> Strangers(IReadOnlyDictionary<TypeName, HashSet<TypeName>> references)
    {
        HashSet<string> found = [.. references.Keys.Select(type => Below(type.Namespace)).OfType<string>()];
        found.SymmetricExceptWith(mayUse.Keys);
        return [.. found.Order()];
    }

    /// <summary>Namespaces that by the table may use each other, be it through others; each with one that it may use.</summary>
    public IReadOnlyList<string> Cycles()
    {
        List<string> left = [.. mayUse.Keys];
        while (left.RemoveAll(name => !mayUse[name].Any(left.Contains)) > 0)
        {
        }
        // What only uses a cycle is in none.
        while (left.RemoveAll(name => !left.Any(other => mayUse[other].Contains(name))) > 0)
        {
        }
        return left;
    }

    /// <summary>A namespace without the root; null for one of another project.</summary>
    private string? Below(string name) => name == root ? "" : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..] : null;

    private static string Short(string name, string type) => name.Length == 0 ? type.Length == 0 ? "the root" : type : $"{name}.{type}";
}
