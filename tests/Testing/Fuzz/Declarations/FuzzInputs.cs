namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>What comes with each row of random declarations: the numbers stand in a row's order.</summary>
internal static class FuzzInputs
{
    /// <summary>One name is close to what the generator itself writes.</summary>
    public static readonly string[] Numbers = ["advantage", "inputs"];

    /// <summary>The class input.</summary>
    public const string OfClasses = "teacher";
}
