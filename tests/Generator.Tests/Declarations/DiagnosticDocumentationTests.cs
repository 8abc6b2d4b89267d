using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>One id: one section of help, one row of the release notes, one test at least.</summary>
public sealed class DiagnosticDocumentationTests
{
    private static readonly DiagnosticDescriptor[] s_descriptors =
    [
        .. typeof(LossDiagnostics).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>().OrderBy(descriptor => descriptor.Id),
    ];

    [Fact]
    public void Ids_are_numbered_through() =>
        Assert.Equal(Enumerable.Range(1, s_descriptors.Length).Select(i => $"SLSR{i:000}"), s_descriptors.Select(descriptor => descriptor.Id));

    [Fact]
    public void Every_id_has_a_section_that_its_link_leads_to()
    {
        string help = File.ReadAllText(Path.Combine(ArchitectureTests.Root, "Diagnostics", "README.md"));
        IEnumerable<string> sections = Regex.Matches(help, @"^## (SLSR\d+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
        Assert.Equal(s_descriptors.Select(descriptor => descriptor.Id), sections);
        Assert.All(s_descriptors, descriptor => Assert.EndsWith(
            "/src/Generator/Diagnostics/README.md#" + descriptor.Id.ToLowerInvariant(), descriptor.HelpLinkUri));
    }

    [Fact]
    public void Every_section_says_why_and_what_instead()
    {
        string help = File.ReadAllText(Path.Combine(ArchitectureTests.Root, "Diagnostics", "README.md"));
        foreach (string section in help.Split("\n## ").Skip(1))
        {
            Assert.Contains("\n**Why.** ", section);
            Assert.Contains("\n**Instead.** ", section);
        }
    }

    [Fact]
    public void Every_id_is_tested()
    {
        IEnumerable<string> tested = DiagnosticTests.Bodies.Concat(DiagnosticTests.Classes).Concat(SumDiagnosticTests.Bodies)
            .Concat(TransformTests.Refused).Concat(InputTests.Refused).Concat(LearnedTests.Refused).Concat(MetricTests.Refused)
            .SelectMany(row => row.Data.Item2.Split(' '));
        // Those that need a compilation of their own are tested by LimitTests, ModelTests and ProjectTests, the analyzer's by
        // FiniteValueTests.
        string[] elsewhere = ["SLSR024", "SLSR025", "SLSR027", "SLSR033"];
        Assert.Equal(s_descriptors.Select(descriptor => descriptor.Id), tested.Concat(elsewhere).Distinct().Order());
    }
}
