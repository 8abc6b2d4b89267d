namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>What comes with each row of random declarations: the numbers stand in a row's order.</summary>
internal static class FuzzInputs
{
    /// <summary>One name is close to what the generator itself writes.</summary>
    public static readonly string[] Numbers = ["advantage", "inputs"];

    /// <summary>The class input.</summary>
    public const string OfClasses = "teacher";

    /// <summary>A parameter of <c>Loss</c> or <c>Logit</c> that is an input or a class vector.</summary>
    public static string Declare(string parameter) => parameter switch
    {
        OfClasses => $"[PerRow] ClassVector {parameter}",
        _ when FuzzVectors.Names.Contains(parameter) => $"ClassVector {parameter}",
        _ => $"[PerRow] double {parameter}",
    };
}
