using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The sweeps over the other classes and the functions of a class: one text for the vectors of the CPU and the numbers of a GPU.</summary>
internal static class ClassEmitter
{
    private const string Services = "global::SparseLsr.Gen.CompilerServices.";
    private const string Numerics = "global::System.Numerics.";
    private const string Inlined =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    private const string Constraints =
        $"""
            where TValue : struct,
                {Numerics}IAdditionOperators<TValue, TValue, TValue>,
                {Numerics}ISubtractionOperators<TValue, TValue, TValue>,
                {Numerics}IMultiplyOperators<TValue, TValue, TValue>,
                {Numerics}IDivisionOperators<TValue, TValue, TValue>,
                {Numerics}IUnaryNegationOperators<TValue, TValue>
            where TCondition : struct
            where TMath : struct, {Services}IClassMath<TValue, TCondition>
        """;

    private const string ClassConstraint = $"    where TClass : struct, {Services}IClassValues<TValue>";
    private const string SweepConstraint = $"    where TSweep : struct, {Services}ISweep";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names, KernelFields fields)
    {
        ClassPlan classes = plan.Classes;
        Property("bool", "UsesSoftmax", plan.UsesSoftmax ? "true" : "false");
        Property("bool", "HasTransform", plan.Transform is null ? "false" : "true");
        Property("bool", "HasConstantSlope", plan.Transform is { HasConstantSlope: false } ? "false" : "true");
        Property("bool", "HasWeight", plan.Model.HasWeight ? "true" : "false");
        Property("int", "ClassVectors", plan.Model.ClassVectors.Count().ToString());
        Property("int", "RowInputs", plan.Model.RowInputs.Count().ToString());
        Property("int", "ClassInputs", plan.Model.ClassInputs.Count().ToString());
        Property("int", "Metrics", plan.Metrics.Count.ToString());
        Property("int", "InputSweeps", classes.Sweeps.Count.ToString());
        Property("int", "Sweeps", classes.GradientSweeps.ToString());
        Property("int", "LossSweeps", classes.LossSweeps.ToString());
        Property("bool", "HasClassGradient", classes.Gradient is null ? "false" : "true");
        Property("bool", "HasDeferrableGuards", classes.HasDeferrableGuards ? "true" : "false");
        TransformEmitter.Emit(writer, plan.Transform, names, fields);
        EmitSumCount(writer, classes.Sweeps);
        EmitPrepare(writer, classes.Sweeps, names, fields);
        EmitTerms(writer, classes.Sweeps, names);
        EmitValue(writer, "Gradient", classes.Gradient, 0, names);

        void Property(string type, string name, string value)
        {
            writer.Lines($"/// <inheritdoc/>\npublic static {type} {name} => {value};");
            writer.BlankLine();
        }
    }

    private static void EmitSumCount(SourceWriter writer, EquatableArray<SweepPlan> sweeps)
    {
        string[] counts = [.. sweeps.Select((sweep, i) => $"TSweep.Index == {i} ? {sweep.Sums.Count} : "), "0"];
        writer.Lines($"/// <inheritdoc/>\npublic static int SumCount<TSweep>()\n{SweepConstraint} =>\n    {string.Concat(counts)};");
        writer.BlankLine();
    }

    private static void EmitPrepare(SourceWriter writer, EquatableArray<SweepPlan> sweeps, KernelNames names, KernelFields fields)
    {
        writer.Lines(
            $"""
            /// <inheritdoc/>
            public void Prepare<T, TMath, TSweep>(
                in {Services}RowStatistics<T, TMath> row,
                in {Services}SweepSums<T> sums,
                in {Services}RowInputs<T> inputs,
                ref {Services}RowScalars<T> scalars)
            """);
        writer.Lines(EvaluateEmitter.RowConstraints);
        using (writer.Open(SweepConstraint))
        {
            for (int i = 0; i < sweeps.Count; i++)
            {
                ClassFunction terms = sweeps[i].Terms;
                if (terms.Scalars.Count == 0)
                    continue;
                var statements = new RowStatements(writer, names, fields);
                using (writer.Open($"if (TSweep.Index == {i})"))
                {
                    statements.WriteLocals(terms.ScalarLocals, terms.Scalars);
                    statements.WriteScalars(terms.Scalars);
                }
            }
        }
        writer.BlankLine();
    }

    private static void EmitTerms(SourceWriter writer, EquatableArray<SweepPlan> sweeps, KernelNames names)
    {
        writer.Lines(
            $"""
            /// <inheritdoc/>
            {Inlined}
            public void Terms<TValue, TCondition, TMath, TClass, TSweep>(
                in TClass of,
                in {Services}RowScalars<TValue> row,
                ref {Services}ClassSums<TValue> terms)
            """);
        writer.Lines($"{Constraints}\n{ClassConstraint}");
        using (writer.Open(SweepConstraint))
        {
            for (int i = 0; i < sweeps.Count; i++)
            {
                using (writer.Open($"if (TSweep.Index == {i})"))
                {
                    ClassNotation notation = WriteLocals(writer, sweeps[i].Terms, sweeps[i].Terms.Values, names);
                    for (int sum = 0; sum < sweeps[i].Sums.Count; sum++)
                        writer.Lines($"terms.S{sum} = {ExprPrinter.Print(sweeps[i].Terms.Values[sum], notation)};");
                }
            }
        }
        writer.BlankLine();
    }

    /// <summary>A method that returns a value of a function of a class.</summary>
    public static void EmitValue(SourceWriter writer, string name, ClassFunction? function, int value, KernelNames names)
    {
        writer.Lines(
            $"""
            /// <inheritdoc/>
            {Inlined}
            public TValue {name}<TValue, TCondition, TMath, TClass>(
                in TClass of,
                in {Services}RowScalars<TValue> row)
            """);
        writer.Lines(Constraints);
        using (writer.Open(ClassConstraint))
        {
            if (function?.Values[value] is not { } returned)
                writer.Lines("return default;");
            else
                writer.Lines($"return {ExprPrinter.Print(returned, WriteLocals(writer, function, [returned], names))};");
        }
        writer.BlankLine();
    }

    /// <summary>Writes the locals that some values of a function of a class reach.</summary>
    /// <returns>How its values are written.</returns>
    private static ClassNotation WriteLocals(SourceWriter writer, ClassFunction function, IEnumerable<Expr> values, KernelNames names)
    {
        HashSet<Expr> reached = [.. Expr.PostOrder(values)];
        var written = new HashSet<Expr>();
        var notation = new ClassNotation(names, written);
        foreach (NamedExpr local in function.Locals.Where(local => reached.Contains(local.Value)))
        {
            string text = names.OfClass(local.Value) ?? ExprPrinter.Print(local.Value, new DefinitionNotation(notation, local.Value));
            writer.Lines($"{(KernelNames.IsCondition(local.Value) ? "TCondition" : "TValue")} {names.Local(local.Value)} = {text};");
            written.Add(local.Value);
        }
        return notation;
    }
}
