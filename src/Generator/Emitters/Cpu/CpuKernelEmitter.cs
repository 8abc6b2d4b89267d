using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Cpu;

/// <summary>The fused kernel of one row, from top to bottom: first sweep, loss, derivatives, second sweep.</summary>
internal static class CpuKernelEmitter
{
    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        var notation = new RowNotation(names, CpuOperations.Functions, hasConditionalOperators: true);
        string Write(Expr expr) => ExprPrinter.Print(expr, notation);

        writer.Lines("/// <summary>The loss of one row and, where it is wanted, its gradient.</summary>");
        writer.Lines("public double Row<TRow>(ref TRow row)");
        using (writer.Open("    where TRow : struct, global::SparseLsr.Gen.IRowSweep, allows ref struct"))
        {
            Derivation derivation = plan.Derivation;
            writer.Lines(FirstSweep(derivation));
            writer.Lines($"row.Collect{StoreCall.Suffix(derivation.UsesMean, derivation.UsesEntropy)}();");
            writer.BlankLine();
            writer.Lines("// The loss, of what the row is known by, in float64.");
            WriteLocals(writer, plan.LossLocals, notation);
            writer.Lines($"double loss = {Write(plan.Loss)};");
            writer.Lines("if (!row.WantsGradient)\n    return loss;");
            writer.BlankLine();
            if (plan.GradientLocals.Count > 0)
            {
                writer.Lines("// Its derivatives.");
                WriteLocals(writer, plan.GradientLocals, notation);
                writer.BlankLine();
            }
            writer.Lines(SecondSweep(plan));
            writer.Lines($"row.Store{StoreCall.For(plan, Write)};");
            writer.Lines("return loss;");
        }
    }

    /// <summary>The type of a named value.</summary>
    public static string TypeOf(Expr value) => value is Operation
    {
        Operator: Operator.Less or Operator.LessOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not
    } ? "bool" : "double";

    private static void WriteLocals(SourceWriter writer, EquatableArray<NamedExpr> locals, Notation notation)
    {
        foreach (NamedExpr local in locals)
        {
            string value = ExprPrinter.Print(local.Value, new DefinitionNotation(notation, local.Value));
            writer.Lines($"{TypeOf(local.Value)} {Identifiers.Escape(local.Name)} = {value};");
        }
    }

    private static string FirstSweep(Derivation derivation)
    {
        string text = "// First sweep, over every class but the target t: m′ = max z_j and S′ = Σ exp(z_j − m′)";
        if (derivation.UsesMean)
            text += ",\n// and the mean of z_j − m′ over all classes";
        if (derivation.UsesEntropy)
            text += ",\n// and Σ exp(z_j − m′)·(z_j − m′) for the entropy H′ of the others";
        return text + ".";
    }

    private static string SecondSweep(LossPlan plan)
    {
        string others = plan.Entropy is null ? "q_j·(Λ − D)" : "q_j·(Λ − D − E·(log q_j + H′))";
        string mean = plan.Mean is null ? string.Empty : " + Z/C";
        return $"// Second sweep, over the exponentials at hand: g_j = {others}{mean} for j ≠ t, where q_j = exp(z_j − m′)/S′.\n"
            + $"// The target has a scalar of its own: g_t = D{mean}.";
    }
}
