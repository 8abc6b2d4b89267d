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
        Type[] types = [.. method.GetParameters().Skip(ofRow.Length).Select(parameter => parameter.ParameterType)];
        // A weight is left out.
        bool hasWeight = method.GetParameters()[^1].Name == "weight";
        int numbers = types.Count(type => type == typeof(double)), vectors = types.Length - numbers - (hasWeight ? 1 : 0);
        IEnumerable<Expression> own = types.Select((type, i) => i == vectors + numbers ? Expression.Default(type)
            : i < vectors ? (Expression)Expression.Call(
                typeof(TestedLosses), nameof(Vector), null, given[^1], Expression.Constant(i), Expression.Constant(vectors),
                Expression.Constant(numbers))
            : Expression.ArrayIndex(
                given[^1], Expression.Subtract(Expression.ArrayLength(given[^1]), Expression.Constant(vectors + numbers - i))));
        return Expression.Lambda<TDelegate>(Expression.Call(method, [.. ofRow, .. own]), given).Compile();
    }

    /// <summary>A class vector out of the parameters: all of them stand before the numbers.</summary>
    private static ReadOnlySpan<double> Vector(double[] parameters, int index, int vectors, int numbers)
    {
        int classes = (parameters.Length - numbers) / vectors;
        return parameters.AsSpan(index * classes, classes);
    }

    private static Module Constructor(Type loss)
    {
        ConstructorInfo constructor = loss.GetConstructors().Single();
        ParameterInfo[] declared = constructor.GetParameters();
        string[] options = ["weight", "ignore_index", "reduction", "inplace_gradient"];
        Type[] types = [.. declared.Where(parameter => !options.Contains(parameter.Name)).Select(parameter => parameter.ParameterType)];
        int vectors = types.Count(type => type != typeof(double)), numbers = types.Length - vectors;
        return (parameters, weight, ignoreIndex, reduction) =>
        {
            IEnumerable<object> ofClasses = Enumerable.Range(0, vectors)
                .Select(i => TorchSharp.torch.tensor(Vector(parameters, i, vectors, numbers).ToArray()));
            object?[] given = [.. ofClasses, .. parameters[^numbers..].Cast<object>(), weight, ignoreIndex, reduction];
            // Options after these keep their defaults.
            return (SparseTargetLoss)constructor.Invoke([.. given, .. declared[given.Length..].Select(parameter => parameter.DefaultValue)]);
        };
    }
}
