using SparseLsr.Gen.Generator.Emitters.Cpu;
using SparseLsr.Gen.Generator.Emitters.Gpu;
using SparseLsr.Gen.Generator.Emitters.Torch;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>The nested kernel: its parameters, what follows from them, and a method for each back end.</summary>
internal static class KernelEmitter
{
    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        string parameters = string.Join(", ", names.ConstructorParameters(plan).Select(name => "double " + Identifiers.Escape(name)));
        writer.Lines("/// <summary>The loss for given parameters and a given number of classes.</summary>");
        List<string> fields = Fields(plan, names);
        // A struct whose fields have values needs a constructor, also where nothing is to be passed to it.
        string constructor = fields.Count == 0 ? string.Empty : $"({parameters})";
        using (writer.Open($"private readonly struct Kernel{constructor} : global::SparseLsr.Gen.ISparseTargetKernel"))
        {
            if (fields.Count > 0)
            {
                writer.Lines("// The same for every row, computed once a call.");
                fields.ForEach(writer.Lines);
                writer.BlankLine();
            }
            writer.Lines($"public static bool RequiresTwoClasses => {(plan.Derivation.RequiresTwoClasses ? "true" : "false")};");
            writer.BlankLine();
            CpuKernelEmitter.Emit(writer, plan, names);
            writer.BlankLine();
            GpuKernelEmitter.Emit(writer, plan, names);
            writer.BlankLine();
            ComposedEmitter.Emit(writer, plan, names);
        }
    }

    /// <summary>The expression that makes the kernel for a number of classes and the loss's parameters, as they are called where it stands.</summary>
    public static string Create(LossPlan plan, KernelNames names, string classes, string parameterPrefix = "")
    {
        IEnumerable<string> arguments = names.ConstructorParameters(plan)
            .Select(name => name == names.ClassesParameter ? classes : parameterPrefix + Identifiers.Escape(name));
        return $"new Kernel({string.Join(", ", arguments)})";
    }

    private static List<string> Fields(LossPlan plan, KernelNames names)
    {
        var fields = new List<string>();
        var notation = new ConstructorNotation(names);
        foreach (Expr leaf in names.LeavesInRows(plan))
        {
            string name = leaf is Parameter parameter ? parameter.Name : names.ClassesParameter;
            fields.Add($"private readonly double {names.Field(name)} = {Identifiers.Escape(name)};");
        }
        foreach (NamedExpr invariant in plan.Invariants)
        {
            string value = ExprPrinter.Print(invariant.Value, notation);
            fields.Add($"private readonly double {names.Field(invariant.Value)} = {(KernelNames.IsCondition(invariant.Value) ? $"{value} ? 1.0 : 0.0" : value)};");
        }
        return fields;
    }
}
