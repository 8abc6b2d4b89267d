using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The loss as a pure function of a row's statistics: one text for every type and device.</summary>
internal static class EvaluateEmitter
{
    private const string Services = "global::SparseLsr.Gen.CompilerServices.";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names, KernelFields fields)
    {
        var notation = new RowNotation(names);
        var read = new HashSet<Expr>();
        writer.Lines(
            $"""
            /// <inheritdoc/>
            public T Evaluate<T, TMath, TGradient>(
                in {Services}RowStatistics<T, TMath> row,
                out {Services}GradientCoefficients<T> by)
                where T : unmanaged, global::System.Numerics.INumber<T>
                where TMath : struct, {Services}IRowMath<T>
            """);
        using (writer.Open($"    where TGradient : struct, {Services}IFlag"))
        {
            WriteLocals(plan.LossLocals, [plan.Loss]);
            writer.Lines($"T loss = {Write(plan.Loss)};");
            writer.Lines("by = default;");
            writer.Lines("if (!TGradient.IsSet)\n    return loss;");
            writer.BlankLine();
            writer.Lines($"// {GradientFormula.Of(plan)},\n// where q_j = exp(z_j − m′)/S′ is the softmax of the other classes.");
            WriteLocals(plan.GradientLocals, plan.Derivatives);
            writer.Lines($"by.Target = {Write(plan.ByTarget)};");
            writer.Lines($"by.Others = {Write(plan.ByOthers)};");
            if (plan.ByMean is not null)
                writer.Lines($"by.Mean = {Write(plan.ByMean)};");
            if (plan.ByEntropy is not null)
                writer.Lines($"by.Entropy = {Write(plan.ByEntropy)};");
            writer.Lines("return loss;");
        }

        string Write(Expr expr) => ExprPrinter.Print(expr, notation);

        void WriteLocals(EquatableArray<NamedExpr> locals, IEnumerable<Expr> roots)
        {
            foreach (Expr constant in fields.ReadBy([.. locals.Select(local => local.Value), .. roots]).Where(read.Add))
            {
                string field = names.Field(constant), local = names.Local(constant)!;
                writer.Lines(KernelNames.IsCondition(constant) ? $"bool {local} = {field} != 0.0;" : $"T {local} = TMath.Of({field});");
            }
            foreach (NamedExpr local in locals)
            {
                string type = KernelNames.IsCondition(local.Value) ? "bool" : "T";
                writer.Lines($"{type} {names.Local(local.Value)} = {ExprPrinter.Print(local.Value, new DefinitionNotation(notation, local.Value))};");
            }
        }
    }
}
