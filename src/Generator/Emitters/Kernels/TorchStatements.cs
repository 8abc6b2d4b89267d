using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>
/// The statements of one method that compute with tensors: those of rows have shape (N), those of classes (N, C). What is the same for
/// every row is a number.
/// </summary>
internal sealed class TorchStatements
{
    private const int LongestList = 80;
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    private readonly SourceWriter _writer;
    private readonly KernelNames _names;
    private readonly RowDependence _rowDependence = new();
    private readonly HashSet<Expr> _written = [];
    private readonly TorchNotation _notation;

    public TorchStatements(SourceWriter writer, KernelNames names)
    {
        _writer = writer;
        _names = names;
        _notation = new TorchNotation(names, _rowDependence, _written);
    }

    /// <summary>The text of a value of the row, always a tensor.</summary>
    public string Text(Expr expr)
    {
        string text = ExprPrinter.Print(expr, _notation);
        return _rowDependence.Of(expr) ? text : _notation.TensorOf(text);
    }

    /// <summary>Writes those locals that some values reach.</summary>
    public void WriteLocals(IEnumerable<NamedExpr> locals, IEnumerable<Expr> roots)
    {
        HashSet<Expr> reached = [.. Expr.PostOrder(roots)];
        foreach (NamedExpr local in locals.Where(local => reached.Contains(local.Value) && !_written.Contains(local.Value)))
        {
            string text = ExprPrinter.Print(local.Value, new DefinitionNotation(_notation, local.Value));
            _writer.Lines($"{Tensor} {_names.Local(local.Value)} = {text};");
            _written.Add(local.Value);
        }
    }

    /// <summary>Writes the sums of a sweep.</summary>
    public void WriteSums(int index, SweepPlan sweep)
    {
        WriteLocals(sweep.Terms.ScalarLocals, sweep.Terms.Scalars);
        WriteClassFunction($"{Tensor}[] {Names.SumsOf(index)} = row.SumOthers", sweep.Terms);
    }

    /// <summary>Writes a call that takes a function of a class.</summary>
    /// <param name="call">The call, without its argument.</param>
    /// <param name="function">The function, whose values become an array.</param>
    public void WriteClassFunction(string call, ClassFunction function)
    {
        // A lambda of a struct's method cannot read the struct's fields: what it needs of the row is passed to it.
        string scalars = string.Join(", ", function.Scalars.Select(Text));
        using (_writer.Open($"{call}([{scalars}], static (of, row) =>", "});"))
        {
            var written = new HashSet<Expr>();
            var notation = new TorchClassNotation(_names, written);
            HashSet<Expr> reached = [.. Expr.PostOrder(function.Values)];
            foreach (NamedExpr local in function.Locals.Where(local => reached.Contains(local.Value)))
            {
                string text = _names.OfClass(local.Value) ?? ExprPrinter.Print(local.Value, new DefinitionNotation(notation, local.Value));
                _writer.Lines($"{Tensor} {_names.Local(local.Value)} = {text};");
                written.Add(local.Value);
            }
            string[] values = [.. function.Values.Select(value =>
                value is Constant { Value: var number } ? notation.TensorOf(notation.Number(number)) : ExprPrinter.Print(value, notation))];
            bool isShort = values.Sum(value => value.Length + 2) <= LongestList;
            _writer.Lines(isShort ? $"return [{string.Join(", ", values)}];" : $"return [\n    {string.Join(",\n    ", values)}];");
        }
    }
}
