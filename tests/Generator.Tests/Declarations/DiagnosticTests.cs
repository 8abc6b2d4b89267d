using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>What is refused: a row for each thing, with the very place that is named, and words of what is said.</summary>
public sealed class DiagnosticTests
{
    private const string Header = "using System; using System.ComponentModel.DataAnnotations; using SparseLsr.Gen; ";
    private const string Body = "{ static double Loss(Row row) => -row.LogProb; }";

    /// <summary>Bodies of a loss with parameters a and b.</summary>
    public static TheoryData<string, string, string> Bodies => new()
    {
        // Statements.
        { "{ [|for|] (int i = 0; i < 3; i++) { } return row.Prob; }", "SLSR013", "write its terms out" },
        { "{ [|while|] (a < 1) a += 1; return row.Prob; }", "SLSR013", "A loop" },
        { "{ [|do|] a += 1; while (a < 1); return row.Prob; }", "SLSR013", "A loop" },
        { "{ [|foreach|] (var x in new double[3]) a += x; return row.Prob; }", "SLSR013", "A loop" },
        { "{ [|switch|] (a) { case 1: return row.Prob; default: return 2; } }", "SLSR013", "use 'if' and 'else'" },
        { "{ [|try|] { return row.Prob; } finally { } }", "SLSR013", "nothing in a loss throws" },
        { "{ if (a < 1) [|throw|] new Exception(); return row.Prob; }", "SLSR013", "return a value for every row" },
        { "{ [|double|] F(double x) => x; return F(row.Prob); }", "SLSR013", "make it a static method of 'TheLoss'" },
        { "{ return F(row.Prob) * F(2); [|static|] double F(double x) => x; }", "SLSR013", "A local function" },
        { "{ [|a++|]; return row.Prob; }", "SLSR013", "write 'a += 1'" },
        { "{ [|Math.Exp(a)|]; return row.Prob; }", "SLSR013", "not used" },
        { "{ [|Console.WriteLine($\"p = {row.Prob}\")|]; return row.Prob; }", "SLSR013", "remove it, or let it return" },
        { "{ [|F(out double x)|]; return row.Prob * x; } static void F(out double x) => x = 2;", "SLSR013", "let it return a 'double'" },
        { "{ [|_ = a|]; return row.Prob; }", "SLSR013", "assign to a local" },
        { "{ double x, y; [|(x, y) = (a, b)|]; return row.Prob * x * y; }", "SLSR013", "each local in a separate statement" },
        { "{ [|var (x, y) = (a, row.Prob)|]; return x * y; }", "SLSR013", "A deconstruction" },
        { "{ [|goto|] end; [|end|]: return row.Prob; }", "SLSR013 SLSR013", "A jump" },
        { "{ [|lock|] (new object()) { } return row.Prob; }", "SLSR013", "no shared state" },
        { "{ [|using|] var x = new System.IO.MemoryStream(); return row.Prob; }", "SLSR013", "nothing to dispose" },

        // Expressions.
        { "=> [|a switch { < 1 => row.Prob, _ => 2 }|];", "SLSR014", "use 'condition ? a : b'" },
        { "=> [|a is > 0|] ? row.Prob : 1;", "SLSR014", "compare with" },
        { "{ double x = ([|b = a|]) * 2; return row.Prob * x; }", "SLSR014", "in a separate statement" },
        { "=> row.Prob * [|a++|];", "SLSR014", "in a separate statement" },
        { "=> a < 1 ? row.Prob : [|throw new Exception()|];", "SLSR014", "a value for every row" },
        { "=> row.Prob * [|new double[] { 1, 2 }[1]|];", "SLSR014", "An array" },
        { "=> row.Prob * [|(a, b).Item1|];", "SLSR018", "'Item1' is a field" },
        { "=> [|(double?)null ?? row.Prob|];", "SLSR014", "A nullable value" },
        { "=> row.Prob * [|new Random().NextDouble()|];", "SLSR016", "NextDouble" },

        // What follows from a variable that is refused is not refused again.
        { "{ Func<Row, double> [|f|] = r => r.Prob; return f(row); }", "SLSR019", "make it a static method of 'TheLoss'" },
        { "{ double[] [|w|] = [1, 2]; return w[0] * row.Prob * w.Length; }", "SLSR019", "a local for each element" },
        { "{ double? [|x|] = null; return (x ?? 1) * row.Prob; }", "SLSR019", "'double?'" },
        { "{ (double, double) [|x|] = (a, b); return x.Item1 * row.Prob; }", "SLSR019", "'(double, double)'; a loss uses 'double', and 'bool' for conditions: use a local for each element" },

        // Operators.
        { "=> [|row.Prob % 2|];", "SLSR015", "'%'" },
        { "=> [|(a < 1) & (b < 1)|] ? row.Prob : 1;", "SLSR015", "write '&&'" },
        { "=> [|(a < 1) | (b < 1)|] ? row.Prob : 1;", "SLSR015", "write '||'" },
        { "=> [|(a < 1) ^ (b < 1)|] ? row.Prob : 1;", "SLSR015", "Math.Pow" },
        { "{ [|a %= 2|]; return row.Prob; }", "SLSR015", "'%='" },
        { "{ bool c = a < 1; [|c &= b < 1|]; return c ? row.Prob : 1; }", "SLSR015", "'&='" },

        // Calls.
        { "=> [|Math.Floor(row.Prob)|];", "SLSR016", "Exp, ExpM1" },
        { "=> [|Math.Atan2(row.Prob, a)|];", "SLSR016", "Math.Atan2" },
        { "=> [|double.Hypot(row.Prob, a)|];", "SLSR016", "write 'Math.Sqrt(x * x + y * y)'" },
        { "=> [|Math.Round(row.Prob)|];", "SLSR016", "remove it" },
        { "=> [|double.IsNaN(row.Prob)|] ? 1 : row.Prob;", "SLSR016", "'Double.IsNaN' cannot be differentiated; remove it" },
        { "=> [|double.IsFinite(a)|] ? 1 : row.Prob;", "SLSR016", "Math.Abs(x) < 1e300" },
        { "=> [|Math.Max(2, 3)|] * row.Prob;", "SLSR016", "write its arguments as 'double', such as '2.0' (" },
        { "=> [|Math.Abs(1.5m)|] > 1 ? row.Prob : a;", "SLSR016", "write its arguments as 'double'" },
        { "=> row.Prob * [|row.GetHashCode()|];", "SLSR016", "GetHashCode" },
        { "=> row.Prob * [|a.CompareTo(b)|];", "SLSR016", "CompareTo" },
        { "=> [|LossMath.F(row.Prob)|]; static class LossMath { public static double F(double x) => x; }", "SLSR016", "'LossMath' has Softplus, Sigmoid and LogSigmoid" },
        { "=> [|Other.F(row.Prob)|]; static class Other { public static double F(double x) => x; }", "SLSR016", "; make it a static method of 'TheLoss' (" },
        { "=> [|row.Prob.F()|]; } static class Other { public static double F(this double x) => x;", "SLSR016", "; make it a static method" },
        { "=> [|F<int>(row.Prob)|]; static double F<T>(double x) => x;", "SLSR016", "neither generic" },
        { "=> [|F(row.Prob)|]; static float F(double x) => (float)x;", "SLSR016", "returns 'double' or 'bool'" },
        { "=> [|F(row.Prob, 2)|]; static double F(double x, int n) => x;", "SLSR016", "takes 'Row', 'RowClass', 'ClassVector', 'double' and 'bool'" },
        { "=> [|F(ref a)|] * row.Prob; static double F(ref double x) => x;", "SLSR016", "by value" },
        { "=> [|F(1, 2)|] * row.Prob; static double F(params double[] x) => x[0];", "SLSR016", "by value" },
        { "=> [|Evaluate([], 0)|] + row.Prob;", "SLSR016", "it is generated" },
        { "=> [|MathF.Exp((float)row.Prob)|];", "SLSR017", "write 'Math.Exp'" },
        { "=> [|float.LogP1((float)row.Prob)|];", "SLSR017", "write 'double.LogP1'" },
        { "=> a * [|MathF.Exp(row.Prob)|];", "SLSR017", "'MathF.Exp' computes in single precision; write 'Math.Exp'" },
        { "=> [|MathF.Log(row.Prob, 2)|] - b;", "SLSR017", "write 'Math.Log'" },

        // Members.
        { "=> [|K|] * row.Prob; static readonly double K = 3;", "SLSR018", "make it a parameter of 'Loss'" },
        { "=> [|K|] * row.Prob; static readonly double K = 3;", "SLSR018", "a 'static readonly' field, whose value the generator does not know: declare it 'const'" },
        { "=> [|K|] * row.Prob; static double K = 3;", "SLSR018", "a field that is not const: declare it 'const', or make it a parameter of 'Loss'" },
        { "=> [|row.MaxLogit|] * a;", "SLSR018", "'MaxLogit' is not a member of 'Row'; a loss can use its parameters, constants and the statistics of the row (row.LogOdds, " },
        { "=> a * Math.Exp([|row.Softmax|]);", "SLSR018", "'Softmax' is not a member of 'Row'" },
        { "=> [|row.Scale|](a) * row.Prob;", "SLSR018", "'Scale' is not a member of 'Row'" },
        { "=> [|Math.Round(a)|] * row.Prob;", "SLSR016", "let the callers of the constructor pass the rounded value" },
        { "=> [|Math.Round(2 * a + Math.Sqrt(b))|] * row.Prob;", "SLSR016", "let the callers of the constructor pass the rounded value" },
        { "{ double x = a < 1 ? a : -b; return [|Math.Ceiling(x)|] * row.Prob; }", "SLSR016", "let the callers of the constructor pass the rounded value" },
        { "{ double x = a * row.Prob; return [|Math.Ceiling(x)|] * row.Prob; }", "SLSR016", "remove it" },
        { "=> [|Math.Round(a * row.Prob)|];", "SLSR016", "remove it" },
        { "=> F(b) * row.Prob; static double F(double x) => [|Math.Floor(x)|];", "SLSR016", "let the callers of the constructor pass the rounded value" },
        { "=> F(row.Prob); static double F(double x) => [|Math.Floor(x)|];", "SLSR016", "so remove it" },
        { "=> [|K|] * row.Prob; static double K => 3;", "SLSR018", "a property" },
        { "=> [|DateTime.Now.Ticks|] * row.Prob;", "SLSR018", "row.LogOdds, row.LogProb" },

        // Types.
        { "{ int [|n|] = 2; return n * row.Prob; }", "SLSR019", "declare it 'double n'" },
        { "{ float [|x|] = 2; return x * row.Prob; }", "SLSR019", "'float'" },
        { "{ double? [|x|] = 2; return row.Prob; }", "SLSR019", "'double?'" },
        { "{ ref double [|x|] = ref a; return row.Prob; }", "SLSR019", "ref double" },
        { "=> [|(float)row.Prob|];", "SLSR019", "from 'double' to 'float'" },
        { "=> [|(int)row.Prob|];", "SLSR019", "from 'double' to 'int'" },
        { "=> [|(a < 1 ? 1 : 2) / 2|] * row.Prob;", "SLSR019", "arithmetic of type 'int'" },
        { "=> ([|1 + Math.Sign(a)|]) * row.Prob;", "SLSR019", "(double)n" },
        { "=> [|(decimal)a|] > 1 ? row.Prob : 1;", "SLSR019", "decimal" },
        { "=> [|(double)(1.5m * (decimal)row.Prob)|];", "SLSR019", "compute '1.5m * (decimal)row.Prob' in 'double'" },

        // Recursion.
        { "=> [|Loss(row, a, b)|];", "SLSR020", "'Loss' calls itself" },
        { "=> F(row.Prob); static double F(double x) => x < 1 ? x : [|F(x - 1)|];", "SLSR020", "'F' calls itself" },
        { "=> F(row.Prob); static double F(double x) => G(x); static double G(double x) => [|F(x)|];", "SLSR020", "through others" },

        // The row itself.
        { "{ Row [|r|] = row; return r.Prob; }", "SLSR021", "instead of a local" },
        { "=> [|Row.From(default, 0)|].Prob;", "SLSR021", "the parameter is the only row" },
        { "{ [|row = default|]; return row.Prob; }", "SLSR021", "cannot be assigned to" },
        { "=> F([|default|]) + row.Prob; static double F(Row r) => r.Prob;", "SLSR021", "the parameter is the only row" },
        { "=> [|(object)row|] == [|null|] ? row.Prob : 1;", "SLSR021 SLSR019", "cannot be converted" },

        // Integer division, a warning.
        { "=> [|1 / 2|] + row.Prob;", "SLSR023", "is 0 in C#; write '1.0 / 2'" },
        { "=> ([|7 / 2|] + 1) * row.Prob;", "SLSR023", "is 3 in C#" },
        { "=> -([|K / 2|]) * row.Prob; const int K = 3;", "SLSR023", "(double)K / 2" },
        { "{ const double half = [|1 / 2|]; return half + row.Prob; }", "SLSR023", "1.0 / 2" },
        { "{ double half = [|1 / 2|]; return half + row.Prob; }", "SLSR023", "1.0 / 2" },
    };

    /// <summary>Whole declarations.</summary>
    public static TheoryData<string, string, string> Classes => new()
    {
        // The class.
        { $"[SparseTargetLoss] class [|X|] {Body}", "SLSR001", "declare it 'partial class X'" },
        { $"class [|Outer|] {{ [SparseTargetLoss] partial class X {Body} }}", "SLSR002", "'Outer' contains the loss class 'X'" },
        {
            $"interface [|I|] {{ struct [|S|] {{ partial record R {{ [SparseTargetLoss] public partial class X {Body} }} }} }}",
            "SLSR002 SLSR002", "declare it partial"
        },
        { $"[SparseTargetLoss] partial record [|X|] {Body}", "SLSR003", "is a record" },
        { $"[SparseTargetLoss] static partial class [|X|] {Body}", "SLSR003", "is static" },
        { $"[SparseTargetLoss] abstract partial class [|X|] {Body}", "SLSR003", "is abstract" },
        { $"[SparseTargetLoss] partial class [|X|]<T> {Body}", "SLSR003", "is generic" },
        { $"partial class Outer<T> {{ [SparseTargetLoss] partial class [|X|] {Body} }}", "SLSR003", "nested in a generic type" },
        { $"[SparseTargetLoss] partial class [|Kernel|] {Body}", "SLSR003", "named like a member" },
        { $"namespace N {{ class @unmanaged {{ }} partial class Outer {{ [SparseTargetLoss] partial class [|X|] {Body} }} }}", "SLSR003", "a type 'unmanaged'" },
        { $"[SparseTargetLoss] file partial class [|X|] {Body}", "SLSR003", "local to its file" },
        { $"file partial class Outer {{ [SparseTargetLoss] partial class [|X|] {Body} }}", "SLSR003", "local to its file" },
        { $"class Base {{ }} [SparseTargetLoss] partial class [|X|] : Base {Body}", "SLSR004", "derives from 'Base'" },
        { "[SparseTargetLoss] partial class X { public [|X|](int n) { } static double Loss(Row row) => row.Prob; }", "SLSR005", "a constructor" },
        { "[SparseTargetLoss] partial class [|X|](int n) { static double Loss(Row row) => row.Prob; }", "SLSR005", "a constructor" },
        { "[SparseTargetLoss] partial class X { void [|forward|]() { } static double Loss(Row row) => row.Prob; }", "SLSR005", "a member 'forward'" },
        { "[SparseTargetLoss] partial class X { int [|Evaluate|]; static double Loss(Row row) => row.Prob; }", "SLSR005", "a member 'Evaluate'" },
        { "[SparseTargetLoss] partial class X { struct [|Kernel|] { } static double Loss(Row row) => row.Prob; }", "SLSR005", "declares a member 'Kernel', which the generator adds; remove or rename it" },

        // The method.
        { "[SparseTargetLoss] partial class [|X|] { }", "SLSR006", "private static double Loss(Row row)" },
        { "[SparseTargetLoss] partial class [|X|] { static double Loss => 2; }", "SLSR006", "has no method 'Loss'" },
        { "[SparseTargetLoss] partial class X { static double [|loss|](Row row) => row.Prob; }", "SLSR006", "has no method 'Loss'; rename 'loss'" },
        { "[SparseTargetLoss] partial class [|X|] { static double loss(Row row) => row.Prob; static double LOSS(Row row) => row.Prob; }", "SLSR006", "give it" },
        {
            "[SparseTargetLoss] partial class X { static double Loss(Row row) => row.Prob; static double [|Loss|](Row row, double a) => row.Prob; }",
            "SLSR007", "keep one"
        },
        { "[SparseTargetLoss] partial class X { double [|Loss|](Row row) => row.Prob; }", "SLSR008", "'Loss' is not static" },
        { "[SparseTargetLoss] partial class X { static double [|Loss|]<T>(Row row) => row.Prob; }", "SLSR008", "'Loss' is generic" },
        { "[SparseTargetLoss] partial class X { static [|float|] Loss(Row row) => [|(float)row.Prob|]; }", "SLSR009 SLSR019", "returns 'float'" },
        { "[SparseTargetLoss] partial class X { static [|void|] Loss(Row row) { } }", "SLSR009", "returns 'void'" },
        {
            "using System.Threading.Tasks; [SparseTargetLoss] partial class X { static async [|Task<double>|] Loss(Row row) { [|await Task.Yield()|]; return row.Prob; } }",
            "SLSR009 SLSR013", "use values that are already computed"
        },
        { "[SparseTargetLoss] partial class X { static double Loss[|()|] => 2; }", "SLSR010", "must be 'Row row'" },
        { "[SparseTargetLoss] partial class X { static double Loss(double [|a|]) => a; }", "SLSR010", "must be 'Row row'" },
        { "[SparseTargetLoss] partial class X { static double Loss(double [|a|], Row [|row|]) => row.Prob; }", "SLSR010 SLSR011", "a second row" },
        { "[SparseTargetLoss] partial class X { static double Loss(in Row [|row|]) => row.Prob; }", "SLSR010", "must be 'Row row'" },
        {
            "[SparseTargetLoss] partial class X { class Row { public double Prob; } static double Loss(Row [|row|]) => row.Prob; }",
            "SLSR010", "must be 'SparseLsr.Gen.Row row'"
        },
        { "[SparseTargetLoss] partial class X { static double Loss(double[] [|logits|]) => logits[0]; }", "SLSR010", "must be 'Row row'" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, int [|n|] = 2) => n * row.Prob; }", "SLSR011", "'n' is of type 'int'; a loss's own parameters are of type 'double' or 'ClassVector', passed by value: declare it 'double n'" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, bool [|c|]) => row.Prob; }", "SLSR011", "declare it 'double c' and write 'c != 0' for the condition" },
        { "[SparseTargetLoss] partial class X { enum Mode { A } static double Loss(Row row, Mode [|m|] = Mode.A) => row.Prob; }", "SLSR011", "declare it 'double m', with a 'const double' for each member of 'Mode'" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, in double [|a|]) => a * row.Prob; }", "SLSR011", "passed by 'in'" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, params double[] [|a|]) => row.Prob; }", "SLSR011", "'double[]'" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|a|] = double.NaN) => row.Prob; }", "SLSR011", "NaN by default" },

        // Names.
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|weight|]) => row.Prob; }", "SLSR012", "constructor takes" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|ignore_index|]) => row.Prob; }", "SLSR012", "constructor takes" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|reduction|]) => row.Prob; }", "SLSR012", "constructor takes" },
        {
            "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|logits|], double [|target|], double [|gradient|]) => row.Prob; }",
            "SLSR012 SLSR012 SLSR012", "generated 'Evaluate'"
        },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|denominator|]) => row.Prob; }", "SLSR012", "SparseTargetLoss.denominator" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|training|]) => row.Prob; }", "SLSR012", "every loss inherits" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|ClassVector|]) => row.Prob; }", "SLSR012", "SparseTargetLoss.ClassVector" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|ToString|]) => row.Prob; }", "SLSR012", "Object.ToString" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|X|]) => row.Prob; }", "SLSR012", "the class itself" },
        { "[SparseTargetLoss] partial class X { const int k = 1; static double Loss(Row row, double [|k|]) => row.Prob; }", "SLSR012", "own member 'k'" },
        { "[SparseTargetLoss] partial class X { static double Loss(Row row, double [|forward|]) => row.Prob; }", "SLSR012", "own member 'forward'" },

        // Ranges of parameters.
        { Ranged("[|Range(typeof(double), \"0\", \"1\")|]", "0.5"), "SLSR032", "The range of the parameter 'a' is not given as two numbers" },
        { Ranged("[|Range(1, 0)|]", "0.5"), "SLSR032", "is empty, [1, 0]; write the smaller number first" },
        { Ranged("[|Range(1.0, 1, MaximumIsExclusive = true)|]", "1"), "SLSR032", "is empty, [1, 1)" },
        { Ranged("[|Range(double.NaN, 1)|]", "0.5"), "SLSR032", "is empty" },
        { Ranged("[|Range(0, 0.5)|]", "0.75"), "SLSR032", "is [0, 0.5], without its default 0.75; change one of them" },
        { Ranged("[|Range(0, double.PositiveInfinity, MinimumIsExclusive = true)|]", "0"), "SLSR032", "is (0, ∞], without its default 0" },

        // A loss of nothing.
        { "[SparseTargetLoss] partial class X { static double [|Loss|](Row row, double a) => a; }", "SLSR022", "does not depend" },
        { "[SparseTargetLoss] partial class X { static double [|Loss|](Row row) => 1 / row.Classes; }", "SLSR022", "does not depend" },
        { "[SparseTargetLoss] partial class X { static double [|Loss|](Row row, double a) => false ? row.Prob : a; }", "SLSR022", "row.LogProb" },

        // A loss of steps.
        { "[SparseTargetLoss] partial class X { static double [|Loss|](Row row) => Math.Sign(row.LogOdds); }", "SLSR026", "piecewise constant" },
        { "[SparseTargetLoss] partial class X { static double [|Loss|](Row row, double a) => row.Prob > row.Complement ? a : 1; }", "SLSR026", "piecewise constant" },
        { "[SparseTargetLoss] partial class X { static double [|Loss|](Row row) => row.Prob - row.Prob; }", "SLSR026", "zero everywhere" },
        {
            "[SparseTargetLoss] partial class X { } partial class X { static double [|Loss|](Row row) => 0 * row.Prob; }",
            "SLSR026", "zero everywhere"
        },

        // Names that are searched for.
        { $"using [|L|] = SparseLsr.Gen.SparseTargetLossAttribute; [L] partial class X {Body}", "SLSR028", "marked '[L]'" },
        { $"using [|L|] = global::SparseLsr.Gen.SparseTargetLossAttribute; [L] partial class X {Body}", "SLSR028", "marked '[L]'" },

        // Several at once.
        {
            "[SparseTargetLoss] class [|X|] { [|X|]() { } double [|Loss|](Row row, int [|n|]) { [|while|] (true) { } return [|row.Prob % 2|]; } }",
            "SLSR001 SLSR005 SLSR008 SLSR011 SLSR013 SLSR015", "not partial"
        },

        // In other parts, and in methods that are called twice.
        {
            "[SparseTargetLoss] partial class X { static double Loss(Row row) => F(row) + F(row); } "
            + "partial class X { static double F(Row row) => [|row.Prob % 2|]; }",
            "SLSR015", "'%'"
        },
    };

    /// <summary>Declarations that are sound, however unusual.</summary>
    public static TheoryData<string> Sound => new()
    {
        $"[SparseTargetLoss] public sealed partial class X {Body}",
        $"namespace N.M; [SparseTargetLoss] partial class X {Body}",
        $"partial struct S {{ partial interface I {{ [SparseTargetLoss] public partial class X {Body} }} }}",
        $"static partial class S {{ [SparseTargetLoss] private partial class X {Body} }}",
        $"[SparseTargetLoss] partial class X : IComparable {{ public int CompareTo(object? o) => 0; static X() {{ }} {Body[1..]}",
        $"[SparseTargetLoss] partial class X : SparseTargetLoss {Body}",
        $"[SparseTargetLoss] partial class @class {Body}",
        "[SparseTargetLoss] partial class X { } partial class X { static double Loss(Row row) => row.Prob; }",
        "[SparseTargetLoss] partial class X { static double Loss(Row row, double hidden, double @in, double ω = 1f) => row.Prob * hidden * @in * ω; }",
        "[SparseTargetLoss] partial class X { static partial double Loss(Row row); static partial double Loss(Row row) => row.Prob; }",
        "[global::SparseLsr.Gen.SparseTargetLossAttribute] partial class X { static double Loss(Row row) => row.Prob; }",
        "[Serializable, Obsolete] [SparseLsr.Gen.SparseTargetLoss] partial class X { static double Loss(Row row) => row.Prob; }",
    };

    [Theory, MemberData(nameof(Bodies))]
    public void Body_is_refused(string body, string ids, string words) => Check(Declare(body), ids, words);

    [Theory, MemberData(nameof(Classes))]
    public void Class_is_refused(string declaration, string ids, string words) => Check(Header + declaration, ids, words);

    [Theory, MemberData(nameof(Sound))]
    public void Class_is_accepted(string declaration)
    {
        GeneratorRun run = GeneratorHarness.Run(Header + declaration);
        Assert.Empty(run.Result.Diagnostics);
        Assert.False(run.Model.HasErrors);
    }

    private static string Ranged(string range, string value) =>
        $"[SparseTargetLoss] partial class X {{ static double Loss(Row row, [{range}] double a = {value}) => a * row.Prob; }}";

    internal static void Check(string marked, string ids, string words)
    {
        Markup markup = Markup.Parse(marked);
        GeneratorRun run = GeneratorHarness.Run(markup.Source);
        IEnumerable<Diagnostic> found = run.Result.Diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);
        Assert.Equal(
            markup.Spans.Zip(ids.Split(' '), (span, id) => $"{id} at '{markup.Source.Substring(span.Start, span.Length)}' ({span.Start})"),
            found.Select(diagnostic => $"{diagnostic.Id} at '{TextOf(diagnostic, markup)}' ({diagnostic.Location.SourceSpan.Start})"));
        Assert.Contains(found, diagnostic => diagnostic.GetMessage().Contains(words));
        Assert.All(found, diagnostic => Assert.Equal("Source0.cs", diagnostic.Location.GetLineSpan().Path));
    }

    private static string TextOf(Diagnostic diagnostic, Markup markup) =>
        markup.Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
