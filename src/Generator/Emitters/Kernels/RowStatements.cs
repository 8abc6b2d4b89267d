using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The statements of one method that compute values of a row.</summary>
internal sealed class RowStatements
{
    private readonly SourceWriter _writer;
    private readonly KernelNames _names;
    private readonly KernelFields _fields;
    private readonly HashSet<Expr> _written = [];
    private readonly RowNotation _notation;

    public RowStatements(
        SourceWriter writer, KernelNames names, KernelFields fields, IReadOnlyDictionary<RowStatistic, string>? arguments = null)
    {
        _writer = writer;
        _names = names;
        _fields = fields;
        _notation = new RowNotation(names, _written, arguments);
    }

    /// <summary>The text of a value.</summary>
    public string Text(Expr expr) => ExprPrinter.Print(expr, _notation);

    /// <summary>Writes locals, and before them the constants that they and some values read.</summary>
    public void WriteLocals(IEnumerable<NamedExpr> locals, IEnumerable<Expr> roots)
    {
        NamedExpr[] all = [.. locals];
        foreach (Expr constant in _fields.ReadBy([.. all.Select(local => local.Value), .. roots]).Where(_written.Add))
        {
            string field = _names.Field(constant), local = _names.Local(constant)!;
            _writer.Lines(KernelNames.IsCondition(constant) ? $"bool {local} = {field} != 0.0;" : $"T {local} = TMath.Of({field});");
        }
        foreach (NamedExpr local in all.Where(local => !_written.Contains(local.Value)))
        {
            string type = KernelNames.IsCondition(local.Value) ? "bool" : "T";
            string text = ExprPrinter.Print(local.Value, new DefinitionNotation(_notation, local.Value));
            _writer.Lines($"{type} {_names.Local(local.Value)} = {text};");
            _written.Add(local.Value);
        }
    }

    /// <summary>Gives the numbers of the row to the functions of its classes.</summary>
    public void WriteScalars(IReadOnlyList<Expr> scalars)
    {
        for (int i = 0; i < scalars.Count; i++)
            _writer.Lines($"scalars.S{i} = {Text(scalars[i])};");
    }
}
