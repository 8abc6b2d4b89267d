using System.Globalization;

namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>Reads PTX text as ILGPU writes it.</summary>
internal sealed class PtxParser
{
    /// <summary>The most threads of a block of any device.</summary>
    private const int MostThreads = 1024;

    private readonly Dictionary<string, PtxFunction> _functions = [];
    private readonly Dictionary<string, Variable> _shared = [];
    private readonly PtxText _text;

    private PtxParser(string text) => _text = new PtxText(text);

    /// <exception cref="PtxException">Something is not known.</exception>
    public static PtxModule Parse(string text)
    {
        var parser = new PtxParser(text);
        while (parser._text.SkipBlanks())
            parser.Item();
        return new PtxModule(parser._functions, parser._shared);
    }

    private void Item()
    {
        string word = _text.Word();
        switch (word)
        {
            case ".version" or ".target" or ".address_size":
                _text.RestOfLine();
                break;
            case ".visible" or ".extern":
                break;
            case ".entry" or ".func":
                Function(word == ".entry");
                break;
            case ".shared":
                Variable variable = DeclarationParser.Parse(word, _text.Until(';'));
                _shared[variable.Name] = variable;
                break;
            default:
                throw _text.Error($"'{word}' is not known");
        }
    }

    private void Function(bool isEntry)
    {
        Variable[] returns = Parameters();
        string name = _text.Word();
        Variable[] parameters = Parameters();
        int maxThreads = MostThreads;
        List<Statement>? body = null;
        while (body is null && !_text.TrySkip(';'))
        {
            if (_text.TrySkip('{'))
                body = BodyParser.Parse(_text);
            else if (_text.Word() == ".maxntid")
                maxThreads = Product(_text.RestOfLine());
            else
                throw _text.Error($"a directive of {name} is not known");
        }
        // A declaration may precede the definition, or follow it.
        if (body is not null || !_functions.ContainsKey(name))
            _functions[name] = new PtxFunction(name, isEntry, returns, parameters, maxThreads, body);
    }

    private Variable[] Parameters()
    {
        if (!_text.TrySkip('('))
            return [];
        return [.. OperandList.Split(_text.Until(')')).Select(Parameter)];

        static Variable Parameter(string text) => text.StartsWith(".param", StringComparison.Ordinal)
            ? DeclarationParser.Parse(".param", text[".param".Length..])
            : throw new PtxException($"'{text}' is no parameter.");
    }

    // ".maxntid 128, 1, 1"
    private static int Product(string numbers) =>
        numbers.Split(',').Aggregate(1, static (product, number) => product * int.Parse(number, CultureInfo.InvariantCulture));
}
