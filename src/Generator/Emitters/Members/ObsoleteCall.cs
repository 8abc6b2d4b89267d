using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>
/// Calls of methods that are obsolete as an error. No pragma disables that error, but the compiler reports it only outside of what is
/// obsolete itself; so a local function that is obsolete makes the call.
/// </summary>
internal static class ObsoleteCall
{
    /// <summary>The local function.</summary>
    /// <param name="model">The loss.</param>
    /// <param name="parameters">The declarations of the parameters of the member around it, which it has too.</param>
    /// <param name="statements">What it does first.</param>
    /// <param name="value">What it returns.</param>
    public static string Declare(LossModel model, IReadOnlyList<string> parameters, IEnumerable<string> statements, string value)
    {
        var writer = new SourceWriter();
        writer.Lines("[global::System.Obsolete]");
        using (writer.Open(Signature.Of($"static double {NameOf(model)}", parameters)))
        {
            foreach (string statement in statements)
                writer.Lines(statement);
            writer.Lines($"return {value};");
        }
        return writer.ToString().TrimEnd('\n');
    }

    /// <summary>The call of the local function.</summary>
    public static string Call(LossModel model)
    {
        IEnumerable<string> own = model.OfRow.Select(parameter => Identifiers.Escape(parameter.Name));
        string[] arguments = ["logits", "target", .. own, .. model.HasWeight ? [LossModel.WeightName] : Array.Empty<string>()];
        return $"{NameOf(model)}({string.Join(", ", arguments)})";
    }

    /// <summary>A name that no parameter has.</summary>
    private static string NameOf(LossModel model)
    {
        string name = "Declared";
        while (model.Parameters.Any(parameter => parameter.Name == name))
            name = "_" + name;
        return name;
    }
}
