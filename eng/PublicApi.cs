// Rewrites src/Runtime/PublicAPI.Unshipped.txt: every public member, generated ones too, that PublicAPI.Shipped.txt does not list.
// Run it after an intended change of the public API, in the repository's root, as `dotnet run eng/PublicApi.cs`.
using System.Diagnostics;
using System.Text.Json.Nodes;

const string Unshipped = "src/Runtime/PublicAPI.Unshipped.txt";
const string Header = "#nullable enable\n";

string log = Path.GetTempFileName();
try
{
    File.WriteAllText(Unshipped, Header);
    // Builds the generator too. Then the runtime alone: here a member that the analyzer misses is not an error, and the log has
    // the text of each member as the file needs it.
    Build("src/CodeFixes/SparseLsr.Gen.CodeFixes.csproj");
    Build(
        "src/Runtime/SparseLsr.Gen.csproj", "--no-dependencies", "--no-incremental",
        "-p:TreatWarningsAsErrors=false", $"-p:ErrorLog={log}%2cversion=2.1");
    IEnumerable<string> members = JsonNode.Parse(File.ReadAllText(log))!["runs"]![0]!["results"]!.AsArray()
        .Where(result => (string?)result!["ruleId"] == "RS0016")
        .Select(result => (string)result!["properties"]!["customProperties"]!["APIName"]!)
        .Distinct().Order(StringComparer.Ordinal);
    File.WriteAllText(Unshipped, Header + string.Concat(members.Select(member => member + "\n")));
}
finally
{
    File.Delete(log);
}

static void Build(string project, params IEnumerable<string> options)
{
    using Process build = Process.Start("dotnet", ["build", project, "-v", "quiet", "-nologo", "-clp:ErrorsOnly", .. options]);
    build.WaitForExit();
    if (build.ExitCode != 0)
        throw new InvalidOperationException($"{project} does not build.");
}
