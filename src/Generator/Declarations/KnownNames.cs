using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The names of the runtime's types and members.</summary>
internal static class KnownNames
{
    public const string RootNamespace = "SparseLsr";
    public const string RuntimeNamespace = "SparseLsr.Gen";

    /// <summary>The name of the type that has the statistics.</summary>
    public const string Row = "Row";

    /// <summary>The name of the method that declares a loss.</summary>
    public const string Loss = "Loss";

    /// <summary>The name of the class that has the metrics of a batch.</summary>
    public const string Metrics = "Metrics";

    /// <summary>The name of its member that is the number of rows.</summary>
    public const string Count = "Count";

    /// <summary>The name of the method that transforms logits.</summary>
    public const string Logit = "Logit";

    /// <summary>The statistics as a diagnostic names them.</summary>
    public static readonly string Statistics = "the statistics of the row (" + string.Join(
        ", ",
        Enum.GetValues(typeof(RowStatistic)).Cast<RowStatistic>().Where(IsProperty).Select(statistic => "row." + statistic)) + ")";

    /// <summary>The properties of a class as a diagnostic names them.</summary>
    public const string ClassProperties = "the properties of a class (c.Logit, c.LogProb, c.Prob, c.IsTarget, c.Index)";

    /// <summary>The most class vectors that the runtime has: the length of its RowInputs.</summary>
    public const int MostClassVectors = 4;

    /// <summary>The types that generated code refers to by these names.</summary>
    public static readonly string[] Helpers = ["Float64Math", "TorchMath"];

    /// <summary>The members that are generated for every loss.</summary>
    public static bool IsGeneratedMember(string name) =>
        name is "forward" or "forward_with_metrics" or "forward_linear" or "forward_linear_with_metrics" or "Bind" or "BindWithMetrics" or "Kernel" or "WeightedKernel" or "MetricKernel"
            or "WeightedMetricKernel" or Metrics
            or "Evaluate" or "EvaluateWithGradient" or "EvaluateReference" or "CreateGpuLoss";

    public static bool IsAttribute(ITypeSymbol? type) => IsRuntimeType(type, "SparseTargetLossAttribute");

    public static bool IsRow(ITypeSymbol? type) => IsRuntimeType(type, Row);

    public static bool IsRowClass(ITypeSymbol? type) => IsRuntimeType(type, "RowClass");

    public static bool IsClassVector(ITypeSymbol? type) => IsRuntimeType(type, "ClassVector");

    /// <summary>Whether a parameter is an input of each row.</summary>
    public static bool IsPerRow(IParameterSymbol parameter) => HasAttribute(parameter, "PerRowAttribute");

    /// <summary>Whether a parameter is learned.</summary>
    public static bool IsLearned(IParameterSymbol parameter) => HasAttribute(parameter, "LearnedAttribute");

    /// <summary>Whether a method is marked as a metric.</summary>
    public static bool IsRowMetric(IMethodSymbol method) => HasAttribute(method, "RowMetricAttribute");

    public static bool IsLossMath(ITypeSymbol? type) => IsRuntimeType(type, "LossMath");

    public static bool IsBaseClass(ITypeSymbol? type) =>
        Enumerable.Range(0, LossModel.MostInputs + 1).Any(inputs => IsRuntimeType(type, LossModel.BaseClassFor(inputs)));

    /// <summary>The statistic that a property of <c>Row</c> is, or null.</summary>
    public static RowStatistic? FindStatistic(string property) =>
        Enum.TryParse(property, out RowStatistic statistic) && IsProperty(statistic) ? statistic : null;

    /// <summary>What a property of <c>RowClass</c> is, or null.</summary>
    public static Expr? FindClassProperty(string property) => property switch
    {
        "Logit" => RowStatistic.ClassLogit,
        "LogProb" => RowStatistic.ClassLogProb,
        "Prob" => RowStatistic.ClassProb,
        "Index" => RowStatistic.ClassIndex,
        "IsTarget" => ClassFunctions.IsTarget,
        _ => null,
    };

    private static bool IsProperty(RowStatistic statistic) => StatisticTable.Of(statistic).IsProperty;

    private static bool HasAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Any(attribute => IsRuntimeType(attribute.AttributeClass, name));

    private static bool IsRuntimeType(ITypeSymbol? type, string name) =>
        type is
        {
            ContainingType: null,
            ContainingNamespace: { Name: "Gen", ContainingNamespace: { Name: RootNamespace, ContainingNamespace.IsGlobalNamespace: true } },
        }
        && type.Name == name;
}
