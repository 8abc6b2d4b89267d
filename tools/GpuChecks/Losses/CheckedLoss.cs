using System.Reflection;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Testing.Gpu;
using SparseLsr.Gen.Testing.Kernels;

namespace SparseLsr.Gen.GpuChecks.Losses;

/// <summary>A ready-made loss with its defaults: what is bound for the GPU, and the same on the CPU in float64. Needs no libtorch.</summary>
internal abstract class CheckedLoss
{
    /// <summary>One loss for each set of sums that a row is known by, and with it each form of the gradient.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["SparseLsrLoss", "LabelSmoothingLoss", "ConfidencePenaltyLoss"];

    /// <summary>Losses with functions of a class: of one sweep, of two whose terms cancel, and with all that there is.</summary>
    public static IReadOnlyList<CheckedLoss> WithClasses { get; } =
    [
        new CheckedClassLoss<BrierKernel>(default) { Name = nameof(BrierKernel) },
        new CheckedClassLoss<TwoLevelKernel>(default) { Name = nameof(TwoLevelKernel), Magnitude = 1 },
        new CheckedClassLoss<ManySumsKernel>(new ManySumsKernel(0.75, 1.5)) { Name = nameof(ManySumsKernel) },
    ];

    /// <summary>Every ready-made loss of the statistics of a row.</summary>
    public static IReadOnlyList<CheckedLoss> All { get; } = [.. KernelCatalog.Losses.Select(Of)];

    /// <summary>Every ready-made loss with functions of a class.</summary>
    public static IReadOnlyList<CheckedLoss> OfClasses { get; } = [.. KernelCatalog.LossesOfClasses.Select(Of)];

    /// <summary>Those of them that take nothing but logits, and whose terms cancel in no row, so that float32 keeps its digits.</summary>
    public static IReadOnlyList<string> OfClassesAlone { get; } =
    [
        nameof(ArcFaceLoss), nameof(AsymmetricLoss), nameof(MarginLabelSmoothingLoss), nameof(MultiMarginLoss), nameof(SigmoidCrossEntropyLoss),
        nameof(SoftcapCrossEntropyLoss), nameof(SquaredHingeLoss), nameof(SymmetricCrossEntropyLoss), nameof(TemperatureCrossEntropyLoss),
    ];

    public required string Name { get; init; }

    /// <summary>What a loss may be off by is relative to itself, and at least to this: where large terms cancel, their size.</summary>
    public double Magnitude { get; init; }

    public abstract bool RequiresTwoClasses { get; }

    /// <summary>What a module hands to the kernels of a call.</summary>
    public abstract BoundLoss Bind(int classes);

    /// <summary>The loss of a row and its gradient, as the generated <c>EvaluateWithGradient</c> over doubles.</summary>
    public abstract double EvaluateWithGradient(ReadOnlySpan<double> logits, int target, Span<double> gradient);

    /// <summary>The same for the gradient of a row.</summary>
    public virtual double GradientScale(ReadOnlySpan<double> logits, int target) => Magnitude;

    public override string ToString() => Name;

    public static CheckedLoss Named(string name) => All.Concat(OfClasses).Concat(WithClasses).Single(loss => loss.Name == name);

    private static CheckedLoss Of(string name)
    {
        Type loss = typeof(SparseTargetLoss).Assembly.GetType($"SparseLsr.Gen.{name}", throwOnError: true)!;
        Type kernel = loss.GetNestedType("Kernel", BindingFlags.NonPublic)!;
        Type ofLoss = kernel.IsAssignableTo(typeof(IClassLoss)) ? typeof(GeneratedClassLoss<>) : typeof(GeneratedLoss<>);
        return (CheckedLoss)Activator.CreateInstance(ofLoss.MakeGenericType(kernel), loss, name)!;
    }
}

/// <summary>A generated loss of the statistics of a row.</summary>
[method: System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
internal sealed class GeneratedLoss<TKernel>(Type loss, string name) : KernelOf<TKernel>(loss, name)
    where TKernel : unmanaged, IRowLoss
{
    public override bool RequiresTwoClasses => TKernel.RequiresTwoClasses;

    public override BoundLoss Bind(int classes) => new BoundLoss<TKernel>(Kernel(classes));

    public override double EvaluateWithGradient(ReadOnlySpan<double> logits, int target, Span<double> gradient) =>
        SpanEvaluation.EvaluateWithGradient(Kernel(logits.Length), logits, target, gradient);
}

/// <summary>A generated loss with functions of a class.</summary>
[method: System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
internal sealed class GeneratedClassLoss<TKernel>(Type loss, string name) : KernelOf<TKernel>(loss, name)
    where TKernel : unmanaged, IClassLoss
{
    public override bool RequiresTwoClasses => TKernel.RequiresTwoClasses;

    public override BoundLoss Bind(int classes) => new BoundClassLoss<TKernel>(Kernel(classes));

    public override double EvaluateWithGradient(ReadOnlySpan<double> logits, int target, Span<double> gradient) =>
        SpanEvaluation.EvaluateClassesWithGradient(Kernel(logits.Length), logits, target, gradient);
}

/// <summary>The kernel of a generated loss with the defaults of its parameters.</summary>
internal abstract class KernelOf<TKernel> : CheckedLoss
    where TKernel : unmanaged
{
    // None for a kernel without numbers of its own.
    private readonly ConstructorInfo? _constructor = typeof(TKernel).GetConstructors().SingleOrDefault();
    private readonly object?[] _arguments;
    private readonly int _classes;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    protected KernelOf(Type loss, string name)
    {
        Name = name;
        // The module's constructor has the defaults of the loss's own parameters, by the same names.
        ParameterInfo[] declared = loss.GetConstructors().Single().GetParameters();
        ParameterInfo[] parameters = _constructor?.GetParameters() ?? [];
        _arguments = [.. parameters.Select(parameter => declared.SingleOrDefault(own => own.Name == parameter.Name)?.DefaultValue)];
        // What is left is the number of classes, where the kernel asks for it.
        _classes = Array.IndexOf(_arguments, null);
    }

    protected TKernel Kernel(int classes)
    {
        if (_constructor is null)
            return default;
        var arguments = (object?[])_arguments.Clone();
        if (_classes >= 0)
            arguments[_classes] = (double)classes;
        return (TKernel)_constructor.Invoke(arguments);
    }
}
