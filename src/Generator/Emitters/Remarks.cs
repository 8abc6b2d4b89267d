using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Emitters.Kernels;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>What a generated class says of itself: the formula as declared, its derivatives, and how it came to them.</summary>
internal static class Remarks
{
    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        Derivation derivation = plan.Derivation;
        writer.Lines("/// <remarks>");
        writer.Lines("/// <para>Declared as</para>");
        writer.Lines("/// <code>");
        foreach (string line in plan.Model.Formula.Split('\n'))
            writer.Lines($"/// {XmlText.Escape(line)}".TrimEnd());
        writer.Lines("/// </code>");
        writer.Lines("/// <para>Simplified, with its partial derivatives by the target's logit z_t, by the log-sum-exp ℓ′ of the other classes, by");
        writer.Lines("/// the mean logit z̄ and by the entropy H′ of the softmax q of the other classes" + (plan.Classes.Gradient is null
            ? ":</para>"
            : ",\n/// and with what each class's own logit adds, G:</para>"));
        writer.Lines("/// <code>");
        if (plan.Transform is { } transform)
            Line("z̃_j", transform.Declared);
        Line("L", derivation.Loss);
        Line("T = ∂L/∂z_t", derivation.ByTarget);
        Line("U = ∂L/∂ℓ′", derivation.ByOthers);
        LineUnlessZero("Z = ∂L/∂z̄", derivation.ByMean);
        LineUnlessZero("E = ∂L/∂H′", derivation.ByEntropy);
        LineUnlessZero("G", derivation.ByClass);
        foreach ((LossParameter input, Expr derivative) in plan.Model.RowInputs.Zip(derivation.ByInputs, (input, by) => (input, by)))
            Line($"∂L/∂{input.Name}", derivative);
        writer.Lines("/// </code>");
        EmitSums(writer, plan);
        writer.Lines($"/// <para>The gradient of a row is {GradientFormula.Of(plan)}.</para>");
        if (derivation.Rewrites.Count > 0)
        {
            writer.Lines("/// <para>Rewritten:</para>");
            writer.Lines("/// <code>");
            foreach (string rewrite in derivation.Rewrites)
                writer.Lines($"/// {XmlText.Escape(rewrite)}");
            writer.Lines("/// </code>");
        }
        writer.Lines("/// </remarks>");

        void Line(string name, Expr value) => writer.Lines($"/// {name} = {XmlText.Escape(value.ToString())}");

        void LineUnlessZero(string name, Expr value)
        {
            if (!value.Equals(Constant.Zero))
                Line(name, value);
        }
    }

    /// <summary>Which sweep computes which sum.</summary>
    private static void EmitSums(SourceWriter writer, LossPlan plan)
    {
        EquatableArray<SweepPlan> sweeps = plan.Classes.Sweeps;
        if (sweeps.Count == 0)
            return;
        writer.Lines("/// <para>Sums over the other classes c, after the sweep that collects the statistics:</para>");
        writer.Lines("/// <code>");
        for (int i = 0; i < sweeps.Count; i++)
        {
            string when = i < plan.Classes.LossSweeps ? string.Empty
                : i < plan.Classes.GradientSweeps ? " (for the gradient alone)"
                : " (for the derivatives by inputs alone)";
            writer.Lines($"/// Sweep {i + 1}{when}:");
            foreach (Expr sum in sweeps[i].Sums)
                writer.Lines($"///     {XmlText.Escape(sum.ToString())}");
        }
        writer.Lines("/// </code>");
    }
}
