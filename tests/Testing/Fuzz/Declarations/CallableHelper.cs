namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>A method that can be called.</summary>
internal sealed record CallableHelper(string Name, bool TakesRow, bool TakesClass, bool TakesVector, bool HasSum, int Arity)
{
    public bool IsCallable(bool hasRow, bool hasClass, bool hasVector) =>
        (!TakesRow || hasRow) && (!TakesClass || hasClass) && (!TakesVector || hasVector);

    /// <summary>Its parameters or arguments, in order.</summary>
    public string List(string @class, string row, string vector, IEnumerable<string> numbers)
    {
        (bool IsTaken, string Text)[] first = [(TakesRow, row), (TakesClass, @class), (TakesVector, vector)];
        return string.Join(", ", first.Where(parameter => parameter.IsTaken).Select(parameter => parameter.Text).Concat(numbers));
    }
}
