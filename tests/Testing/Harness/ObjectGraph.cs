using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>Walks all that an object holds.</summary>
internal static class ObjectGraph
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();

    /// <summary>What an object holds, however deep, that would keep a compilation alive.</summary>
    public static IEnumerable<object> FindCompilerObjects(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? value))
        {
            if (!seen.Add(value))
                continue;
            if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or IOperation)
            {
                yield return value;
                continue;
            }
            foreach (object part in PartsOf(value))
                open.Push(part);
        }
    }

    private static IEnumerable<object> PartsOf(object value)
    {
        Type type = value.GetType();
        if (type.IsPrimitive || value is string or Type or MemberInfo or Delegate)
            return [];
        IEnumerable<object?> parts = value is Array array
            ? array.Cast<object?>()
            : s_fields.GetOrAdd(type, static type => [.. FieldsOf(type)]).Select(field => field.GetValue(value));
        return parts.OfType<object>();
    }

    /// <summary>The fields that may hold an object.</summary>
    private static IEnumerable<FieldInfo> FieldsOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsEnum && field.FieldType != typeof(string))
                    yield return field;
            }
        }
    }
}
