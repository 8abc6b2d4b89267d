namespace SparseLsr.Gen.Testing.Architecture;

/// <summary>A type that is not nested, by its exact namespace and its name as compiled, with the number of type parameters.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}.{Name}";
}
