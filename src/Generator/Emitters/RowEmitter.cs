using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>The fused kernel of one row, from top to bottom: first sweep, loss, derivatives, second sweep.</summary>
internal static class RowEmitter
{
    /// <param name="writer">Receives the method.</param>
    /// <param name="plan">The loss.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="number">The type of its scalars.</param>
    /// <param name="notation">How expressions are written.</param>
    public static void Emit(SourceWriter writer, LossPlan plan, string method, string number, Notation notation)
    {
        string Write(Expr expr) => ExprPrinter.Print(expr, notation);

        writer.Lines($"public {number} {method}<TRow>(ref TRow row)");
        using (writer.Open($"    where TRow : struct, global::SparseLsr.Gen.IRowSweep<{number}>, allows ref struct"))
        {
            Derivation derivation = plan.Derivation;
            writer.Lines(FirstSweep(derivation));
            writer.Lines($"row.Collect{StoreCall.Suffix(derivation.UsesMean, derivation.UsesEntropy)}();");
            writer.BlankLine();
            writer.Lines($"// The loss, of what the row is known by, in {(number == "double" ? "float64" : "float32")}.");
            WriteLocals(plan.LossLocals);
            writer.Lines($"{number} loss = {Write(plan.Loss)};");
            writer.Lines("if (!row.WantsGradient)\n    return loss;");
            writer.BlankLine();
            if (plan.GradientLocals.Count > 0)
            {
                writer.Lines("// Its derivatives.");
                WriteLocals(plan.GradientLocals);
                writer.BlankLine();
            }
            writer.Lines(SecondSweep(plan));
            writer.Lines($"row.Store{StoreCall.For(plan, Write)};");
            writer.Lines("return loss;");
        }

        void WriteLocals(EquatableArray<NamedExpr> locals)
        {
            foreach (NamedExpr local in locals)
            {
                string type = KernelNames.IsCondition(local.Value) ? "bool" : number;
                writer.Lines($"{type} {Identifiers.Escape(local.Name)} = {ExprPrinter.Print(local.Value, new DefinitionNotation(notation, local.Value))};");
            }
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
        return $"// Second sweep: g_j = {others}{mean} for j ≠ t, where q_j = exp(z_j − m′)/S′.\n"
            + $"// The target has a scalar of its own: g_t = D{mean}.";
    }
}
