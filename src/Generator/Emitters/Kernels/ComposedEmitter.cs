using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The same loss and gradient composed of torch operations, for second derivatives and as the baseline to compare with.</summary>
internal static class ComposedEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string TorchRow = "global::SparseLsr.Gen.CompilerServices.TorchRow";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        // What differs from row to row is a tensor, all else a number.
        var rowDependence = new RowDependence();
        var notation = new TorchNotation(names, rowDependence);
        writer.Lines("/// <inheritdoc/>");
        using (writer.Open($"public {Tensor} Compose({TorchRow} row)"))
        {
            foreach (NamedExpr local in plan.LossLocals)
                WriteLocal(local);
            writer.Lines($"return {Write(plan.Loss)};");
        }
        writer.BlankLine();
        writer.Lines("/// <inheritdoc/>");
        using (writer.Open($"public {Tensor} ComposeGradient({TorchRow} row)"))
        {
            // The locals of the loss serve the gradient as well: only those that it reaches are written.
            HashSet<Expr> reached = [.. Expr.PostOrder(plan.Derivatives)];
            foreach (NamedExpr local in plan.LossLocals.Concat(plan.GradientLocals).Where(local => reached.Contains(local.Value)))
                WriteLocal(local);
            var arguments = new List<string> { $"byTarget: {Write(plan.ByTarget)}", $"byOthers: {Write(plan.ByOthers)}" };
            if (plan.ByMean is not null)
                arguments.Add($"byMean: {Write(plan.ByMean)}");
            if (plan.ByEntropy is not null)
                arguments.Add($"byEntropy: {Write(plan.ByEntropy)}");
            writer.Lines($"return {Signature.Of("row.Gradient", arguments)};");
        }

        string Write(Expr expr) => rowDependence.Of(expr) ? ExprPrinter.Print(expr, notation) : $"row.Constant({ExprPrinter.Print(expr, notation)})";

        void WriteLocal(NamedExpr local)
        {
            Expr definition = local.Value;
            writer.Lines($"{Tensor} {names.Local(definition)} = {ExprPrinter.Print(definition, new DefinitionNotation(notation, definition))};");
        }
    }
}
