using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The generated members of each ready-made loss, found by their names.</summary>
internal static class TestedLosses
{
    private static readonly ConcurrentDictionary<string, TestedLoss> s_byName = new();

    public static TestedLoss Named(string loss) => s_byName.GetOrAdd(loss, static loss => Of(Type(loss)));

    /// <summary>The class of a ready-made loss.</summary>
    public static Type Type(string loss) => typeof(SparseTargetLoss).Assembly.GetType($"SparseLsr.Gen.{loss}", throwOnError: true)!;

    /// <summary>The members of a loss that a test declares.</summary>
    public static TestedLoss Of(Type loss) => new(
        Member<RowLoss<double>>(loss, "EvaluateReference", typeof(double)),
        Member<RowLoss<double>>(loss, "Evaluate", typeof(double)),
        Member<RowLoss<float>>(loss, "Evaluate", typeof(float)),
        Member<RowGradient<double>>(loss, "EvaluateWithGradient", typeof(double)),
        Member<RowGradient<float>>(loss, "EvaluateWithGradient", typeof(float)),
        Constructor(loss));

    /// <summary>A static method over a row of a number type, whose own parameters come out of an array.</summary>
    private static TDelegate Member<TDelegate>(Type loss, string name, Type number)
        where TDelegate : Delegate
    {
        MethodInfo method = loss.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == name && method.GetParameters()[0].ParameterType == typeof(ReadOnlySpan<>).MakeGenericType(number));
        ParameterExpression[] given =
            [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        ParameterExpression[] ofRow = given[..^1];
        IEnumerable<Expression> own = Enumerable.Range(0, method.GetParameters().Length - ofRow.Length)
            .Select(i => Expression.ArrayIndex(given[^1], Expression.Constant(i)));
        return Expression.Lambda<TDelegate>(Expression.Call(method, [.. ofRow, .. own]), given).Compile();
    }

    private static Module Constructor(Type loss)
    {
        ConstructorInfo constructor = loss.GetConstructors().Single();
        ParameterInfo[] declared = constructor.GetParameters();
        return (parameters, weight, ignoreIndex, reduction) =>
        {
            object?[] given = [.. parameters.Cast<object>(), weight, ignoreIndex, reduction];
            // Options after these keep their defaults.
            return (SparseTargetLoss)constructor.Invoke([.. given, .. declared[given.Length..].Select(parameter => parameter.DefaultValue)]);
        };
    }
}
