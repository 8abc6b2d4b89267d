using System.Text.RegularExpressions;

namespace SparseLsr.Gen.Testing.Fuzz.Broken;

/// <summary>Breaks the text of a declaration as typing, a bad merge or a beginner would, and worse.</summary>
internal sealed class TextMutation(Random random)
{
    public const int DeepestNesting = 2_000;

    private static readonly string[] s_types =
    [
        "double", "int", "float", "bool", "string", "decimal", "object", "var", "dynamic", "void", "Row", "double?", "double[]", "(double, double)",
        "Span<double>", "ref double", "in Row", "out double", "params double[]", "Half", "T", "Missing", "Func<double>", "nint", "double*", "Random1Loss",
        "ClassVector", "RowClass",
    ];

    private static readonly string[] s_words =
    [
        "static", "partial", "class", "record", "struct", "interface", "abstract", "async", "unsafe", "public", "return", "if", "else", "while", "new", "this",
        "null", "default", "checked", "Loss", "row", "Row", "Math", "double", "MathF", "SparseLsr", "namespace", "const", "readonly", "out", "ref", "base", "await", "field",
        "PerRow", "Logit",
    ];

    private static readonly string[] s_symbols =
    [
        "{", "}", "(", ")", "[", "]", ";", ",", ".", "?", ":", "=>", "=", "==", "&", "|", "^", "%", "<<", ">>>", "++", "--", "!", "~", "\"", "'", "\\", "@", "$\"",
        "\"\"\"", "/*", "*/", "//", "#if X\n", "\n#endif\n", "\n#error broken\n", "<", ">", "..", "^1", "\0", "\u2212", "é", "\ud83d\ude00", "\u200b", "::", "??", "->",
    ];

    private static readonly string[] s_expressions =
    [
        "1e999", "double.NaN", "0x1F", "1m", "'c'", "\"s\"", "null", "default", "row", "Loss(row)", "F0(row, 1)", "row.Missing", "row.Prob.ToString()", "Math.Round(row.Prob)",
        "MathF.Exp(1f)", "Math.BigMul(1, 2)", "(x => x)(1)", "new Row()", "Row.From([1.0], 0).Prob", "row switch { _ => 1 }", "throw new Exception()", "nameof(row)", "sizeof(double)",
        "stackalloc double[1][0]", "1 / 0", "1 / 2", "0.0 / 0.0", "(int)row.Prob", "row with { }", "row is Row", "(row.Prob, 1).Item1", "this.name", "Evaluate([1f], 0)", "new double[] { 1 }[0]",
        "$\"{row.Prob}\"", "a = 2", "a++", "await row", "checked(row.Prob)", "row!.Prob", "row?.Prob", "typeof(Row)", "ref row", "Math.Log(-1)", "1 << 70", "double.MaxValue * 2", "training",
        "teacher", "teacher[row]", "inputs = 2", "Logit(c)",
    ];

    private static readonly string[] s_statements =
    [
        "while (true) { }", "for (;;) break;", "foreach (var i in new[] { 1 }) { }", "goto end; end: ;", "try { } finally { }", "throw null;", "double F(double y) => y;", "switch (1) { default: break; }",
        "using (null) { }", "lock (row) { }", "yield return 1;", "return;", "double u1, u2 = 1;", "double u3; u3 += 1;", "row = default;", "int i1 = 1;", "var v1 = row.Prob;", "var v2 = row;",
        "ref double r1 = ref a;", "(double p1, double p2) = (1, 2);", "Func<double> f1 = () => 1;", "unsafe { }", "fixed (double* p = null) { }", "checked { }", "Console.WriteLine(1);", ";;", "a++;",
        "if (row.Prob > 0) ;", "const int C1 = 1 / 2;", "double d1 = d1 + 1;", "static double S() => 1;", "return row.Prob; return 1;", "bool b1 = row.Prob;", "dynamic y1 = 1;", "_ = row.Prob;", "out1(out var o);",
    ];

    private static readonly (string Opening, string Closing)[] s_nestings =
    [
        ("(", ")"), ("- ", ""), ("Math.Exp(", ")"), ("1 + (", ")"), ("(double)", ""), ("row.Prob < 1 ? 2 : ", ""), ("Math.Max(1.0, ", ")"), ("2 * ", ""), ("{ ", " }"), ("if (row.Prob < 1) ", ""), ("!", ""), ("[", "]"),
    ];

    /// <summary>What stands before a parameter.</summary>
    private const string Parameter = @"(?<=[(,]\s*)(?=(?:double|bool|Row|RowClass|ClassVector)\b\s*@?\w)";

    private const string InputMark = "[PerRow] ";

    public string Mutate(string source)
    {
        for (int i = random.Next(3); i >= 0; i--)
            source = Once(source);
        return source;
    }

    private string Once(string source)
    {
        List<string> tokens = [.. Regex.Matches(source, @"\w+|\s+|[^\w\s]").Select(match => match.Value)];
        if (tokens.Count < 2)
            return source + Pick(s_symbols);
        int at = random.Next(tokens.Count), other = random.Next(tokens.Count);
        switch (random.Next(18))
        {
            case 0 or 1 or 2:
                tokens.RemoveRange(at, Math.Min(1 + random.Next(3) / 2 * random.Next(6), tokens.Count - at));
                break;
            case 3:
                tokens.Insert(at, tokens[other]);
                break;
            case 4:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 5 or 6:
                Replace(tokens, token => token is "double" or "Row" or "bool", Pick(s_types));
                break;
            case 7:
                Replace(tokens, IsWord, Pick(s_words));
                break;
            case 8:
                tokens.Insert(at, Pick(s_symbols));
                break;
            case 9 or 10:
                Replace(tokens, token => IsWord(token) && token.Length < 8, Pick(s_expressions));
                break;
            case 11:
                Replace(tokens, token => token is ";" or "{" or "}", " " + Pick(s_statements) + " ");
                break;
            case 12:
                return source[..random.Next(source.Length)];
            case 13:
                return source.Remove(random.Next(source.Length), 1);
            case 14:
                Replace(tokens, token => token is "static" or "partial" or "private" or "sealed" or "class" or "return" or "SparseTargetLoss", "");
                break;
            case 15 or 16:
                return MarkInput(source);
            default:
                (string opening, string closing) = Pick(s_nestings);
                int levels = random.Next(4) == 0 ? 1 + random.Next(DeepestNesting) : 1 + random.Next(60);
                int closings = random.Next(5) == 0 ? levels - 1 : levels;
                Replace(tokens, IsWord, string.Concat(Enumerable.Repeat(opening, levels)) + tokens[at] + string.Concat(Enumerable.Repeat(closing, closings)));
                break;
        }
        return string.Concat(tokens);
    }

    /// <summary>Takes the mark of an input away, doubles it, or puts one on some other parameter, of whichever method.</summary>
    private string MarkInput(string source)
    {
        int[] marks = [.. Places(Regex.Escape(InputMark))], others = [.. Places(Parameter)];
        return (marks.Length == 0 ? 2 : random.Next(3)) switch
        {
            0 => source.Remove(Pick(marks), InputMark.Length),
            1 => source.Insert(Pick(marks), InputMark),
            _ => others.Length == 0 ? InputMark + source : source.Insert(Pick(others), InputMark),
        };

        IEnumerable<int> Places(string pattern) => Regex.Matches(source, pattern).Select(match => match.Index);
    }

    private void Replace(List<string> tokens, Func<string, bool> which, string by)
    {
        int[] places = [.. Enumerable.Range(0, tokens.Count).Where(i => which(tokens[i]))];
        if (places.Length > 0)
            tokens[places[random.Next(places.Length)]] = by;
    }

    private static bool IsWord(string token) => char.IsLetterOrDigit(token[0]) || token[0] == '_';

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
}
