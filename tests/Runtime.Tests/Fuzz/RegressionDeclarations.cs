using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Tests.Fuzz;

/// <summary>Declarations that once were generated wrongly, as small as chance and shrinking left them.</summary>
internal static class RegressionDeclarations
{
    /// <summary>What was wrong, the members of the class, its inputs of a row, and arguments for the loss's own parameters.</summary>
    private static readonly (string What, string Members, string[] Inputs, double[] Arguments)[] s_table =
    [
        ("a local with the name of a kernel's field: its value was taken for that of the field", """
            private static double Loss(Row row)
            {
                double _product; if (row.Prob < 0.5) _product = row.LogOdds; else _product = 10.0;
                if ((_product / (1 + _product)) > 2) return row.LogOdds;
                return Math.Log(1 + Math.Exp(Math.Pow(1.5, row.MeanLogProb / row.Classes)));
            }
            """, [], []),
        ("a condition with the name of a kernel's field: the kernel did not compile", """
            private static double Loss(Row row, double _sum = 0.487)
            {
                bool _product = row.Prob < 0.5;
                if (_product) return row.LogOdds;
                return Math.Pow(_sum, 2);
            }
            """, [], [-0.27]),
        ("parameters called classes and classCount: the kernel's constructor had two of one name", """
            private static double Loss(Row row, double classes = 1.0, double classCount = 1.5) => row.Classes * classes + row.LogOdds * classCount;
            """, [], [-0.36, 1.52]),
        ("parameters a and _a: the field of one was the other", """
            private static double Loss(Row row, double a = 1.0, double _a = 1.5) => a * row.LogOdds + _a * row.Prob * row.LogOdds;
            """, [], [0.7, -1.2]),
        ("a constant that is not finite: the kernel had a field and no constructor", """
            private static double Loss(Row row) => row.LogOdds > 1e3 ? Math.Log(0.0 * (1 - row.Prob)) : row.LogOdds;
            """, [], []),
        ("the cube root of what is cut off at 0: an infinite derivative times 0 was NaN", """
            private static double Loss(Row row, double scale = 0.74) => scale * Math.Cbrt(Math.Max(row.MeanLogProb, 0));
            """, [], [0.74]),
        ("the arc sine of a bound: an infinite derivative times 0 was NaN", """
            private static double Loss(Row row) => Math.Asin(Math.Clamp(row.LogProb, -1, row.Classes));
            """, [], []),
        ("a mean logit that only the derivative by an input needs: it was not summed up", """
            private static double Loss(Row row, [PerRow] double advantage) => row.Sum(c => (c.Logit - c.Prob) * (advantage - c.Prob));
            """, ["advantage"], []),
        ("a loss of the target's logit alone, with an input: its gradient was made from exponentials that nobody had computed", """
            private static double Loss(Row row, [PerRow] double advantage) => row.TargetLogit;
            """, ["advantage"], []),
        ("a transform that chooses by a parameter: the composed form did not compile", """
            private static double Loss(Row row, double condition = 0.5) => row.LogOdds;

            private static double Logit(RowClass c, double condition = 0.5) =>
                c.IsTarget ? (2 <= condition ? 7d : c.Index) * c.Logit : c.Logit + 2;
            """, [], [1.79]),
    ];

    public static IEnumerable<RandomDeclaration> All => s_table.Select((entry, i) => new RandomDeclaration(
        $"Regression{i}Loss",
        new Piece(PieceKind.Declaration, $"[SparseTargetLoss]\npublic sealed partial class {RandomDeclaration.NamePlace}\n{{\n{entry.Members}\n}}\n"),
        [],
        entry.Inputs,
        entry.Arguments,
        RowSeed: i));
}
