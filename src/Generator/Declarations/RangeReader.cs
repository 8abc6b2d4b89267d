using System.Globalization;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Reads <c>[Range]</c> of <c>System.ComponentModel.DataAnnotations</c> on a loss's own parameter.</summary>
internal static class RangeReader
{
    /// <summary>The range of a parameter; null where it has none, or one that is reported.</summary>
    public static ParameterRange? Read(IParameterSymbol parameter, DiagnosticSink diagnostics)
    {
        if (parameter.GetAttributes().FirstOrDefault(attribute => IsRange(attribute.AttributeClass)) is not { } attribute)
            return null;
        if (attribute.AttributeConstructor is null || attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error))
        {
            diagnostics.NoteCompilerError();
            return null;
        }
        Location place = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? parameter.Locations[0];
        if (KnownNames.IsClassVector(parameter.Type) || KnownNames.IsPerRow(parameter))
        {
            string owner = KnownNames.IsPerRow(parameter) ? "an input of each row" : "a class vector";
            Report($"is that of {owner}", "remove it, ranges are of numbers that the constructor takes");
            return null;
        }
        if (attribute.ConstructorArguments.Length != 2 || attribute.ConstructorArguments.Any(argument => argument.Value is not (double or int)))
        {
            Report("is not given as two numbers", "write it as in '[Range(0.0, 1.0)]'");
            return null;
        }
        double[] bounds = [.. attribute.ConstructorArguments.Select(argument => Convert.ToDouble(argument.Value, CultureInfo.InvariantCulture))];
        var range = new ParameterRange(bounds[0], bounds[1], IsSet("MinimumIsExclusive"), IsSet("MaximumIsExclusive"));
        if (range.IsEmpty)
            Report($"is empty, {range}", "write the smaller number first");
        else if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: double value } && !range.Contains(value))
            Report($"is {range}, without its default {value.ToString("R", CultureInfo.InvariantCulture)}", "change one of them");
        else
            return range;
        return null;

        void Report(string what, string instead) => diagnostics.Report(LossDiagnostics.InvalidRange, place, parameter.Name, what, instead);

        bool IsSet(string name) => attribute.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);
    }

    private static bool IsRange(INamedTypeSymbol? type) =>
        type is { Name: "RangeAttribute", ContainingType: null }
        && type.ContainingNamespace.ToDisplayString() == "System.ComponentModel.DataAnnotations";
}
