using SparseLsr.Gen.Generator.Emitters.Cpu;
using SparseLsr.Gen.Generator.Emitters.Torch;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>The nested kernel: its parameters, what follows from them, and a method for each back end.</summary>
internal static class KernelEmitter
{
    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        var names = new KernelNames(plan);
        IEnumerable<string> parameters = plan.Model.Parameters.Select(parameter => Identifiers.Escape(parameter.Name)).Prepend(names.ClassesParameter);
        writer.Lines("/// <summary>The loss for given parameters and a given number of classes.</summary>");
        string header = $"private readonly struct Kernel({string.Join(", ", parameters.Select(parameter => "double " + parameter))})";
        using (writer.Open($"{header} : global::SparseLsr.Gen.ISparseTargetKernel"))
        {
            if (WriteFields(writer, plan, names))
                writer.BlankLine();
            writer.Lines($"public static bool RequiresTwoClasses => {(plan.Derivation.RequiresTwoClasses ? "true" : "false")};");
            writer.BlankLine();
            CpuKernelEmitter.Emit(writer, plan, names);
            writer.BlankLine();
            ComposedEmitter.Emit(writer, plan, names);
        }
    }

    private static bool WriteFields(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        var fields = new List<string>();
        var notation = new ConstructorNotation(names);
        foreach (Expr leaf in names.LeavesInRows(plan))
        {
            string name = leaf is Parameter parameter ? parameter.Name : names.ClassesParameter;
            fields.Add($"private readonly double _{name} = {Identifiers.Escape(name)};");
        }
        foreach (NamedExpr invariant in plan.Invariants)
            fields.Add($"private readonly {CpuKernelEmitter.TypeOf(invariant.Value)} _{invariant.Name} = {ExprPrinter.Print(invariant.Value, notation)};");
        if (fields.Count == 0)
            return false;
        writer.Lines("// The same for every row, computed once a call.");
        foreach (string field in fields)
            writer.Lines(field);
        return true;
    }
}
