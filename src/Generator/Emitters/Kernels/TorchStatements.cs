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
        return _rowDependence.Of(expr) ? text : $"row.Constant({text})";
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
        string[] names = [.. sweep.Sums.Select((_, i) => Names.SumOf(new SumValue(index, i)))];
        WriteClassValues(sweep.Terms, names, value => $"row.SumOthers({value})");
    }

    /// <summary>Writes the values of a function of a class, or what is made of them, to locals.</summary>
    public void WriteClassValues(ClassFunction function, IReadOnlyList<string> names, Func<string, string> made)
    {
        _writer.Lines($"{Tensor} {string.Join(", ", names)};");
        using (_writer.OpenBlock())
        {
            var written = new HashSet<Expr>();
            var notation = new TorchClassNotation(_names, written, [.. function.Scalars.Select(Text)]);
            HashSet<Expr> reached = [.. Expr.PostOrder(function.Values)];
            foreach (NamedExpr local in function.Locals.Where(local => reached.Contains(local.Value)))
            {
                string text = local.Value is Statistic { Kind: var kind }
                    ? "row." + kind
                    : ExprPrinter.Print(local.Value, new DefinitionNotation(notation, local.Value));
                _writer.Lines($"{Tensor} {_names.Local(local.Value)} = {text};");
                written.Add(local.Value);
            }
            for (int i = 0; i < names.Count; i++)
                _writer.Lines($"{names[i]} = {made(ExprPrinter.Print(function.Values[i], notation))};");
        }
    }
}
