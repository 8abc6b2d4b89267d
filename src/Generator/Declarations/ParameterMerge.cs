using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Puts the parameters of a loss's methods together: those of one name are one parameter.</summary>
internal static class ParameterMerge
{
    /// <summary>Each parameter once, where it occurs first.</summary>
    /// <param name="methods">The methods, in the order in which their parameters come.</param>
    /// <param name="diagnostics">Receives those that disagree.</param>
    public static EquatableArray<LossParameter> Of(IEnumerable<LossSignature> methods, DiagnosticSink diagnostics)
    {
        var all = new List<LossParameter>();
        var owners = new List<string>();
        foreach (LossSignature method in methods)
        {
            foreach (LossParameter parameter in method.Parameters)
            {
                int first = all.FindIndex(other => other.Name == parameter.Name);
                if (first < 0)
                {
                    all.Add(parameter);
                    owners.Add(method.Method.Name);
                }
                else if (all[first].Kind != parameter.Kind
                    || !Equals(all[first].Default, parameter.Default) || !Equals(all[first].Range, parameter.Range))
                {
                    IParameterSymbol symbol = method.Method.Parameters.First(other => other.Name == parameter.Name);
                    diagnostics.Report(LossDiagnostics.ParameterMismatch, symbol.Locations[0], parameter.Name, owners[first]);
                }
                else if (all[first].Description.Length == 0)
                {
                    all[first] = parameter;
                }
            }
        }
        return new EquatableArray<LossParameter>(all);
    }
}
