using System.Collections;
using System.Globalization;
using System.Reflection;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Interactive;

/// <summary>Puts parameters that are given by name in the order of a constructor.</summary>
internal static class Arguments
{
    /// <exception cref="ArgumentException">A parameter is unknown, missing, or of the wrong kind.</exception>
    public static object?[] Bind(IReadOnlyList<LossParameter> declared, IReadOnlyList<string> inputs, object? parameters)
    {
        Dictionary<string, object?> given = Read(parameters);
        foreach (string name in given.Keys)
        {
            if (inputs.Contains(name))
                throw Wrong($"'{name}' is an input of each row: its tensor goes to forward, after the targets.");
            if (!declared.Any(parameter => parameter.Name == name))
                throw Wrong($"The loss has no parameter '{name}'. {Existing(declared)}");
        }
        return [.. declared.Select(Value)];

        object Value(LossParameter parameter) =>
            given.TryGetValue(parameter.Name, out object? value) ? Convert(parameter, value) : Default(parameter, declared);
    }

    private static Dictionary<string, object?> Read(object? parameters) => parameters switch
    {
        null => [],
        IDictionary dictionary when dictionary.Keys.Cast<object>().All(key => key is string) =>
            dictionary.Keys.Cast<string>().ToDictionary(name => name, name => dictionary[name]),
        IEnumerable or IConvertible or Tensor => throw Wrong(
            $"A {parameters.GetType().Name} has no names: give an object with a property for each parameter, such as new {{ k = 2.0 }}, "
            + "or a dictionary."),
        _ => parameters.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, property => property.GetValue(parameters)),
    };

    private static object Convert(LossParameter parameter, object? value)
    {
        if (parameter.Kind == LossParameterKind.ClassVector)
            return value as Tensor ?? throw Wrong($"'{parameter.Name}' is a class vector: a Tensor of shape (C), not {Describe(value)}.");
        return ToNumber(value) ?? throw Wrong($"'{parameter.Name}' is a number, not {Describe(value)}.");
    }

    private static object Default(LossParameter parameter, IReadOnlyList<LossParameter> declared) => parameter.Default
        ?? throw Wrong($"The parameter '{parameter.Name}' has no default and is not given. {Existing(declared)}");

    private static double? ToNumber(object? value) => value switch
    {
        double number => number,
        float number => number,
        Half number => (double)number,
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal =>
            System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Existing(IReadOnlyList<LossParameter> declared) =>
        declared.Count == 0 ? "It has no parameters of its own." : $"Its parameters are: {string.Join(", ", declared)}.";

    private static string Describe(object? value) => value is null ? "null" : $"a value of type {value.GetType().Name}";

    private static ArgumentException Wrong(string message) => new(message, "parameters");
}
