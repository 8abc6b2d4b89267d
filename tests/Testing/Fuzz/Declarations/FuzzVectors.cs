namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>The class vectors of random declarations: of each name the same numbers, whatever the declaration.</summary>
internal static class FuzzVectors
{
    public static readonly string[] Names = ["prior", "margins"];

    /// <summary>The same as <see cref="At"/> in C# text, of the number of the vector and that of the class.</summary>
    public const string Text = "0.7 + 0.4 * System.Math.Sin(1.3 * j + 2 * k)";

    /// <summary>The number of a class, positive.</summary>
    public static double At(string name, double index) => 0.7 + 0.4 * Math.Sin(1.3 * index + 2 * Array.IndexOf(Names, name));
}
