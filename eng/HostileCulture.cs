using System.Globalization;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen;

/// <summary>
/// Every test runs where a number looks unlike a C# literal: a comma for the decimal point, U+2212 for the minus sign. What
/// forgets the invariant culture fails here rather than at a user in Stockholm.
/// </summary>
internal static class HostileCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        culture.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.CurrentCulture = culture;
    }
}
