using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Interactive;

/// <summary>The generated class of a loaded assembly, and what it says of itself.</summary>
internal sealed class LoadedLoss
{
    // The arguments of every loss, which follow the loss's own.
    private const int CommonArguments = 4;

    private readonly MethodInfo? _forwardWithMetrics;
    private readonly PropertyInfo[] _metrics = [];

    public LoadedLoss(Assembly assembly)
    {
        Type = assembly.GetTypes().Single(type => type.IsDefined(typeof(SparseTargetLossAttribute), inherit: false));
        Constructor = Type.GetConstructors().Single();
        Parameters = [.. Constructor.GetParameters()[..^CommonArguments].Select(Describe)];
        // A loss with inputs overrides forward for the sake of their names.
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        Inputs = [.. Type.GetMethod("forward", Own)?.GetParameters()[2..].Select(input => input.Name!) ?? []];
        _forwardWithMetrics = Type.GetMethod("forward_with_metrics", Own);
        if (_forwardWithMetrics is not null)
            _metrics = Type.GetNestedType("Metrics")!.GetProperties();
        Metrics = [.. _metrics.Select(metric => metric.Name).Where(name => name != "Count")];
    }

    public Type Type { get; }

    public ConstructorInfo Constructor { get; }

    public LossParameter[] Parameters { get; }

    public string[] Inputs { get; }

    public string[] Metrics { get; }

    public (Tensor Loss, IReadOnlyDictionary<string, Tensor> Metrics) ForwardWithMetrics(ISparseTargetLoss module, Tensor[] tensors)
    {
        if (_forwardWithMetrics is null)
            throw new InvalidOperationException("The loss has no metrics: no method of it is marked [RowMetric].");
        if (!Type.IsInstanceOfType(module))
            throw new ArgumentException("The module was not created by this loss.", nameof(module));
        if (tensors.Length != Inputs.Length + 2)
        {
            string expected = string.Join(", ", Inputs.Prepend("targets").Prepend("logits"));
            throw new ArgumentException($"The loss takes {Inputs.Length + 2} tensors ({expected}), not {tensors.Length}.", nameof(tensors));
        }
        object result = _forwardWithMetrics.Invoke(module, BindingFlags.DoNotWrapExceptions, null, [.. tensors], null)!;
        // The second of the two has a type that is known at run time alone.
        var pair = (System.Runtime.CompilerServices.ITuple)result;
        return ((Tensor)pair[0]!, _metrics.ToDictionary(metric => metric.Name, metric => (Tensor)metric.GetValue(pair[1])!));
    }

    private LossParameter Describe(ParameterInfo parameter)
    {
        LossParameterKind kind = parameter.ParameterType == typeof(Tensor) ? LossParameterKind.ClassVector
            : Type.GetProperty(parameter.Name!)!.PropertyType == typeof(Parameter) ? LossParameterKind.LearnedNumber
            : LossParameterKind.Number;
        return new LossParameter(parameter.Name!, kind, parameter.HasDefaultValue ? (double)parameter.DefaultValue! : null);
    }
}
