using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Torch;

/// <summary>The same loss and gradient composed of torch operations, for second derivatives and as the baseline to compare with.</summary>
internal static class ComposedEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string TorchRow = "global::SparseLsr.Gen.Torch.TorchRow";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        var notation = new RowNotation(names, TorchOperations.Functions, hasConditionalOperators: false);
        string Write(Expr expr) => names.DependsOnRow(expr) ? ExprPrinter.Print(expr, notation) : $"row.Constant({ExprPrinter.Print(expr, notation)})";

        writer.Lines("/// <summary>The losses of all rows, composed of torch operations.</summary>");
        using (writer.Open($"public {Tensor} Compose({TorchRow} row)"))
        {
            foreach (NamedExpr local in plan.LossLocals)
                WriteLocal(local);
            writer.Lines($"return {Write(plan.Loss)};");
        }
        writer.BlankLine();
        writer.Lines("/// <summary>The gradients of all rows, composed of torch operations, so that they can be differentiated once more.</summary>");
        using (writer.Open($"public {Tensor} ComposeGradient({TorchRow} row)"))
        {
            // The locals of the loss serve the gradient as well: only those that it reaches are written.
            HashSet<Expr> reached = [.. Expr.PostOrder(new[] { plan.Others, plan.Target, plan.Mean, plan.Entropy }.OfType<Expr>())];
            foreach (NamedExpr local in plan.LossLocals.Concat(plan.GradientLocals).Where(local => reached.Contains(local.Value)))
                WriteLocal(local);
            writer.Lines($"return row.{StoreCall.For(plan, Write)};");
        }

        void WriteLocal(NamedExpr local)
        {
            Expr definition = local.Value;
            writer.Lines($"{Tensor} {Identifiers.Escape(local.Name)} = {ExprPrinter.Print(definition, new DefinitionNotation(notation, definition))};");
        }
    }
}
