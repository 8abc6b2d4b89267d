using System.Globalization;

namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>
/// Makes up declarations: every operator, function and statistic of the grammar, conditionals, locals and their reassignment,
/// early returns, parameters, inputs of a row, a transform of the logits, and methods that call each other. What a function is not defined
/// for is mostly kept from it.
/// </summary>
internal sealed class DeclarationGenerator(Random random)
{
    private const int DeepestExpression = 8;

    /// <summary>How often an argument is left to chance where a function wants one of a kind.</summary>
    private const double Carelessness = 0.06;

    /// <summary>The most sums over classes: as many levels of them a loss can have.</summary>
    private const int MostSums = 3;

    /// <summary>What a helper calls a class vector or class input.</summary>
    private const string HelperVector = "ofClasses";

    private readonly List<CallableHelper> _helpers = [];
    private List<string> _numbers = [];
    private List<string> _conditions = [];
    private Queue<string> _freeNames = new();
    private string? _row, _class;

    /// <summary>The class vectors that can be read.</summary>
    private string[] _vectors = [];

    /// <summary>The numbers of the row that can be read.</summary>
    private string[] _inputs = [];

    /// <summary>The class inputs that can be read, of a class alone.</summary>
    private string[] _classInputs = [];

    /// <summary>What can be read of a class.</summary>
    private string[] _ofClass = Vocabulary.OfClass;

    /// <summary>How many sums may still be made.</summary>
    private int _sums;

    /// <summary>Whether the method at hand has one.</summary>
    private bool _hasSum;

    /// <summary>How many of the numbers and conditions lie outside of the lambda, and so are not assigned to.</summary>
    private int _outerNumbers, _outerConditions;

    /// <summary>A loss, and arguments for it.</summary>
    public RandomDeclaration Create(string name, int rowSeed)
    {
        string[] parameters = [.. Shuffled(Vocabulary.Parameters).Take(random.Next(4))];
        int required = random.Next(4) == 0 ? random.Next(parameters.Length + 1) : 0;
        string[] numbers = [.. parameters.Select((parameter, i) => $"double {parameter}" + (i < required ? "" : $" = {Literal()}"))];
        string[] ofRows = Shuffled([.. FuzzVectors.Names.Where(_ => random.Next(4) == 0), .. Inputs()]);
        _sums = random.Next(2) * (1 + random.Next(MostSums));
        Piece[] helpers = [.. Enumerable.Range(0, Math.Max(0, random.Next(6) - 3)).Select(i => Helper("F" + i))];

        // What Logit has Loss may leave out, but for numbers, whose order is that of both.
        bool isTransformed = random.Next(4) == 0;
        string[] ofLogit = isTransformed ? [.. ofRows.Where(_ => random.Next(3) > 0)] : [];
        string[] ofLoss = Shuffled([.. ofRows.Where(parameter => !ofLogit.Contains(parameter) || random.Next(3) > 0)]);
        int shared = random.Next(parameters.Length + 1);
        Piece[] transform = isTransformed ? [Transform(ofLogit, parameters[..shared], numbers[..shared])] : [];

        Piece body = Loss(ofLoss, parameters);
        string declared = string.Join(", ", ofLoss.Select(FuzzInputs.Declare).Prepend("Row row").Concat(numbers));
        string others = string.Concat(transform.Concat(helpers).Select(_ => "#"));
        string template = $"[SparseTargetLoss]\npublic sealed partial class {RandomDeclaration.NamePlace}\n"
            + $"{{\n    private const double K = 1.25;\n\n    private static double Loss({declared})#\n{others}}}\n";
        string[] inOrder = [.. ofLogit.Union(ofLoss)];
        return new RandomDeclaration(
            name, new Piece(PieceKind.Declaration, template, [body, .. transform, .. helpers]),
            [.. inOrder.Intersect(FuzzVectors.Names)], [.. inOrder.Except(FuzzVectors.Names)],
            [.. parameters.Select(_ => random.Next(4) == 0 ? 2 : Math.Round(4 * random.NextDouble() - 1, 2))], rowSeed);
    }

    private IEnumerable<string> Inputs() =>
        random.Next(2) == 0 ? [] : FuzzInputs.Numbers.Append(FuzzInputs.OfClasses).Where(_ => random.Next(2) == 0);

    private Piece Loss(string[] ofRows, string[] parameters)
    {
        Enter(parameters, ofRows, "row", null);
        bool isWeighted = _inputs.Length > 0 && random.Next(2) == 0;
        return Body(1 + random.Next(DeepestExpression), isWeighted ? Weighted : Number);
    }

    /// <summary>A number of which a number of the row is a factor.</summary>
    private Piece Weighted(int depth) =>
        new(PieceKind.Number, $"({Pick(_inputs)} * # + #)", Of(Vocabulary.Positives)(depth - 1), Number(depth - 1));

    private Piece Transform(string[] ofRows, string[] parameters, string[] numbers)
    {
        Enter(parameters, ofRows, null, "c");
        _ofClass = Vocabulary.OfTransformed;
        Piece body = Body(1 + random.Next(3), depth => Fill(Pick(Vocabulary.Transforms), depth, Number));
        _ofClass = Vocabulary.OfClass;
        string declared = string.Join(", ", ofRows.Select(FuzzInputs.Declare).Prepend("RowClass c").Concat(numbers));
        return new Piece(PieceKind.Transform, $"\n    private static double Logit({declared})#\n", body);
    }

    private Piece Helper(string name)
    {
        bool takesRow = random.Next(3) > 0;
        bool takesClass = _sums > 0 && random.Next(3) == 0, takesVector = _sums > 0 && random.Next(3) == 0;
        _hasSum = false;
        string[] parameters = [.. Shuffled(Vocabulary.Locals).Take(1 + random.Next(2))];
        Enter(parameters, takesVector ? [HelperVector] : [], takesRow ? "row" : null, takesClass ? "c" : null);
        Piece body = Body(1 + random.Next(3), Number);
        var helper = new CallableHelper(name, takesRow, takesClass, takesVector, _hasSum, parameters.Length);
        _helpers.Add(helper);
        string declared = helper.List(
            "RowClass c", "Row row", "ClassVector " + HelperVector, parameters.Select(parameter => "double " + parameter));
        return new Piece(PieceKind.Helper, $"\n    private static double {name}({declared})#\n", body);
    }

    /// <summary>Begins a method.</summary>
    private void Enter(string[] parameters, string[] ofRows, string? row, string? @class)
    {
        _inputs = [.. ofRows.Intersect(FuzzInputs.Numbers)];
        _numbers = [.. parameters, .. _inputs];
        _vectors = [.. ofRows.Intersect(FuzzVectors.Names)];
        // A helper does not know which of both it is given; a class input has no number at the target.
        _classInputs = [.. ofRows.Intersect([FuzzInputs.OfClasses, HelperVector])];
        _conditions = [];
        _freeNames = new Queue<string>(Shuffled(Vocabulary.Locals).Except(parameters).Except(["row", "c"]));
        (_row, _class) = (row, @class);
        (_outerNumbers, _outerConditions) = (0, 0);
    }

    private Piece Body(int depth, Func<int, Piece> value)
    {
        if (random.Next(5) < 2)
            return new Piece(PieceKind.Body, " => #;", value(depth));
        Piece[] statements = [.. Statements(1 + random.Next(4), depth), Return(value(depth))];
        return new Piece(PieceKind.Body, $"\n    {{\n{string.Concat(statements.Select(_ => "        #\n"))}    }}", statements);
    }

    private static Piece Return(Piece value) => new(PieceKind.Statement, "return #;", value);

    private IEnumerable<Piece> Statements(int count, int depth)
    {
        for (int i = 0; i < count; i++)
            yield return Statement(depth - 1);
    }

    private Piece Statement(int depth)
    {
        switch (random.Next(depth > 1 ? 11 : 6))
        {
            case 0 or 1 or 2:
                Piece value = Number(depth);
                return Declare("double", value, _numbers);
            case 3:
                Piece condition = Condition(depth);
                return Declare("bool", condition, _conditions);
            case 4 when _numbers.Count > _outerNumbers:
                return new Piece(PieceKind.Statement, $"{Pick(_numbers[_outerNumbers..])} {Pick(["=", "+=", "-=", "*=", "="])} #;", Number(depth));
            case 5 when _conditions.Count > _outerConditions:
                return new Piece(PieceKind.Statement, $"{Pick(_conditions[_outerConditions..])} = #;", Condition(depth));
            case 6:
                return new Piece(PieceKind.Statement, "if (#) #", Condition(depth - 1), Block(depth));
            case 7:
                return new Piece(PieceKind.Statement, "if (#) # else #", Condition(depth - 1), Block(depth), Block(depth));
            case 8:
                return new Piece(PieceKind.Statement, "if (#) return #;", Condition(depth - 1), Number(depth - 1));
            case 9 when _freeNames.TryDequeue(out string? late):
                var choice = new Piece(
                    PieceKind.Statement, $"double {late}; if (#) {late} = #; else {late} = #;", Condition(depth - 1), Number(depth - 1), Number(depth - 1));
                _numbers.Add(late);
                return choice;
            default:
                return Declare("double", Number(depth), _numbers);
        }
    }

    private Piece Declare(string type, Piece value, List<string> scope)
    {
        if (!_freeNames.TryDequeue(out string? name))
            return new Piece(PieceKind.Statement, ";");
        scope.Add(name);
        return new Piece(PieceKind.Statement, $"{type} {name} = #;", value);
    }

    private Piece Block(int depth)
    {
        (int numbers, int conditions) = (_numbers.Count, _conditions.Count);
        List<Piece> statements = [.. Statements(1 + random.Next(2), depth - 1)];
        if (random.Next(4) == 0)
            statements.Add(Return(Number(depth - 1)));
        _numbers.RemoveRange(numbers, _numbers.Count - numbers);
        _conditions.RemoveRange(conditions, _conditions.Count - conditions);
        return new Piece(PieceKind.Statement, $"{{ {string.Concat(statements.Select(_ => "# "))}}}", [.. statements]);
    }

    private Piece Number(int depth)
    {
        if (_sums > 0 && _row is not null && _class is null && random.Next(5) == 0)
            return Sum(Math.Min(depth, 3));
        if (depth <= 0 || random.Next(12) == 0)
            return Leaf();
        return random.Next(20) switch
        {
            < 8 => Fill(Pick(Vocabulary.Arithmetic), depth, Number),
            < 10 => Fill(Pick(Vocabulary.Tame), depth, Number),
            < 13 => Fill(Pick(Vocabulary.Growing), depth, Of(Vocabulary.Small)),
            < 16 => Fill(Pick(Vocabulary.OfPositive), depth, Of(Vocabulary.Positives)),
            16 => Fill(Pick(Vocabulary.OfUnit), depth, Of(Vocabulary.Units)),
            17 => new Piece(PieceKind.Number, "(# / #)", Number(depth - 1), Of(Vocabulary.Positives)(depth - 1)),
            18 => new Piece(PieceKind.Number, "(# ? # : #)", Condition(depth - 1), Number(depth - 1), Number(depth - 1)),
            _ => Call(depth),
        };
    }

    /// <summary>A number of some kind, or once in a while any.</summary>
    private Func<int, Piece> Of(string[] templates) => depth =>
        random.NextDouble() < Carelessness ? Number(depth) : Fill(Pick(templates), depth, Number);

    /// <summary>Parentheses around what is no primary expression, mostly: where they are left out, C# binds as it does.</summary>
    private Piece Fill(string template, int depth, Func<int, Piece> part)
    {
        if ((_row is null && template.Contains("row.")) || (_class is null && template.Contains("c.")))
            return Leaf();
        Piece[] parts = [.. template.Where(character => character == '#').Select(_ => part(depth - 1))];
        bool isOpen = template.Contains(' ') && !template.StartsWith("Math.", StringComparison.Ordinal) && !template.StartsWith("double.", StringComparison.Ordinal);
        return new Piece(PieceKind.Number, isOpen && random.Next(5) > 0 ? $"({template})" : template, parts);
    }

    private Piece Sum(int depth)
    {
        _sums--;
        _hasSum = true;
        (int numbers, int conditions) = (_outerNumbers, _outerConditions) = (_numbers.Count, _conditions.Count);
        _class = "c";
        bool isBlock = depth > 1 && random.Next(3) == 0;
        Piece[] statements = isBlock ? [.. Statements(1 + random.Next(2), depth - 1)] : [];
        Piece term = Fill(Pick(Vocabulary.Terms), depth - 1, Number);
        _class = null;
        _numbers.RemoveRange(numbers, _numbers.Count - numbers);
        _conditions.RemoveRange(conditions, _conditions.Count - conditions);
        (_outerNumbers, _outerConditions) = (0, 0);
        string method = Pick(["Sum", "SumOthers"]);
        if (!isBlock)
            return new Piece(PieceKind.Number, $"row.{method}(c => #)", term);
        var block = new Piece(PieceKind.Statement, $"{{ {string.Concat(statements.Select(_ => "# "))}return #; }}", [.. statements, term]);
        return new Piece(PieceKind.Number, $"row.{method}(c => #)", block);
    }

    private Piece Call(int depth)
    {
        string[] vectors = [.. _vectors, .. _classInputs];
        // What a helper may read of a class is not known within the transform.
        bool hasClass = _class is not null && _ofClass == Vocabulary.OfClass;
        CallableHelper[] callable =
        [
            .. _helpers.Where(helper => helper.IsCallable(_row is not null, hasClass, vectors.Length > 0))
                .Where(helper => !(helper.HasSum && _class is not null)),
        ];
        if (callable.Length == 0)
            return Fill(Pick(Vocabulary.Arithmetic), depth, Number);
        CallableHelper helper = Pick(callable);
        // One with a sum is called once: the sum may use its arguments, and so be a level of its own.
        if (helper.HasSum)
            _hasSum = _helpers.Remove(helper);
        string vector = helper.TakesVector ? Pick(vectors) : string.Empty;
        string holes = helper.List("c", "row", vector, Enumerable.Repeat("#", helper.Arity));
        return new Piece(PieceKind.Number, $"{helper.Name}({holes})", [.. Enumerable.Range(0, helper.Arity).Select(_ => Number(depth - 1))]);
    }

    private Piece Condition(int depth)
    {
        if (_conditions.Count > 0 && random.Next(3) == 0)
            return new Piece(PieceKind.Condition, Pick(_conditions));
        if (depth <= 1 || random.Next(3) > 0)
        {
            string comparison = Pick(Vocabulary.Comparisons);
            return new Piece(PieceKind.Condition, comparison, [.. comparison.Where(character => character == '#').Select(_ => Operand(depth - 1))]);
        }
        string logic = Pick(Vocabulary.Logic);
        Piece[] parts = [.. logic.Where(character => character == '#').Select(_ => new Piece(PieceKind.Condition, "(#)", Condition(depth - 1)))];
        return new Piece(PieceKind.Condition, logic, parts);
    }

    /// <summary>A cast or a sum on one side of a comparison needs parentheses, or C# reads type arguments.</summary>
    private Piece Operand(int depth) => new(PieceKind.Number, "(#)", Number(Math.Min(depth, 3)));

    private Piece Leaf()
    {
        int choice = random.Next(10);
        string[] vectors = _class is not null ? [.. _vectors, .. _classInputs] : _row is not null ? _vectors : [];
        bool isOfVector = vectors.Length > 0 && random.Next(3) == 0;
        string text = isOfVector ? $"{Pick(vectors)}[{_class ?? _row}]"
            : _class is not null && random.Next(3) == 0 ? Pick(_ofClass)
            : _inputs.Length > 0 && random.Next(3) == 0 ? Pick(_inputs)
            : choice < 3 && _numbers.Count > 0 ? Pick(_numbers)
            : choice < 8 && _row is not null ? $"{_row}.{Pick(Vocabulary.Statistics)}"
            : Literal();
        return new Piece(PieceKind.Number, text);
    }

    private string Literal()
    {
        string literal = random.Next(3) > 0
            ? Pick(Vocabulary.Literals)
            : Math.Round(3 * random.NextDouble(), 3).ToString(CultureInfo.InvariantCulture);
        return literal.Contains(' ') ? $"({literal})" : literal;
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private string[] Shuffled(string[] words)
    {
        string[] shuffled = [.. words];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
