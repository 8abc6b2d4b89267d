using System.Reflection;
using System.Text.RegularExpressions;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>Tests are named by sentences: <c>An_ignored_row_is_not_read</c>.</summary>
internal static partial class TestNames
{
    /// <summary>Words with a capital letter inside, which are names.</summary>
    private static readonly string[] s_names = ["ExpM1", "LogP1", "LogCosh", "NaN", "PyTorch", "TorchSharp"];

    /// <summary>Tests whose names are several words written as one.</summary>
    public static IReadOnlyList<string> NotSentences(Assembly tests) =>
    [
        .. from type in tests.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where method.GetCustomAttributes().Any(attribute => attribute.GetType().Name is "FactAttribute" or "TheoryAttribute")
           where method.Name.Split('_').Any(word => !s_names.Contains(word) && SeveralWords().IsMatch(word))
           select $"{type.Name}.{method.Name}",
    ];

    [GeneratedRegex("[a-z][A-Z]")]
    private static partial Regex SeveralWords();
}
