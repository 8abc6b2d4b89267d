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
        foreach (string line in plan.Model.Formula.Replace("\r\n", "\n").Split('\n'))
            writer.Lines($"/// {XmlText.Escape(line)}".TrimEnd());
        writer.Lines("/// </code>");
        writer.Lines("/// <para>Simplified, with its derivatives by the log-odds d of the target and by the other quantities that it knows of the row:</para>");
        writer.Lines("/// <code>");
        Line("L", derivation.Loss);
        Line("D = ∂L/∂d", derivation.ByLogOdds);
        LineUnlessZero("Λ = ∂L/∂ℓ′", derivation.ByOthersLogSumExp);
        LineUnlessZero("Z = ∂L/∂z̄", derivation.ByMeanLogit);
        LineUnlessZero("E = ∂L/∂H′", derivation.ByOthersEntropy);
        if (!derivation.ByOthersLogSumExp.Equals(Constant.Zero))
            Line("Λ − D", derivation.Others);
        writer.Lines("/// </code>");
        if (derivation.Rewrites.Count > 0)
        {
            writer.Lines("/// <para>Rewritten on the way:</para>");
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
}
