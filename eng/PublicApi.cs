// Rewrites PublicAPI.Unshipped.txt of both packages: every public member, generated ones too, that PublicAPI.Shipped.txt does not list.
// Run it after an intended change of the public API, in the repository's root, as `dotnet run eng/PublicApi.cs`.
using System.Diagnostics;
using System.Text.Json.Nodes;

const string Header = "#nullable enable\n";

// Builds the generator too.
Build("src/CodeFixes/SparseLsr.Gen.CodeFixes.csproj");
Rewrite("src/Runtime", "SparseLsr.Gen.csproj");
Rewrite("src/Interactive", "SparseLsr.Gen.Interactive.csproj");

static void Rewrite(string folder, string project)
{
    string unshipped = Path.Combine(folder, "PublicAPI.Unshipped.txt");
    string log = Path.GetTempFileName();
    try
    {
        File.WriteAllText(unshipped, Header);
        // The project alone: here a member that the analyzer misses is not an error, and the log has the text of each member as the file
        // needs it.
        Build(
            Path.Combine(folder, project), "--no-dependencies", "--no-incremental",
            "-p:TreatWarningsAsErrors=false", $"-p:ErrorLog={log}%2cversion=2.1");
        IEnumerable<string> members = JsonNode.Parse(File.ReadAllText(log))!["runs"]![0]!["results"]!.AsArray()
            .Where(result => (string?)result!["ruleId"] == "RS0016")
            .Select(result => (string)result!["properties"]!["customProperties"]!["APIName"]!)
            .Distinct().Order(StringComparer.Ordinal);
        File.WriteAllText(unshipped, Header + string.Concat(members.Select(member => member + "\n")));
    }
    finally
    {
        File.Delete(log);
    }
}

static void Build(string project, params IEnumerable<string> options)
{
    using Process build = Process.Start("dotnet", ["build", project, "-v", "quiet", "-nologo", "-clp:ErrorsOnly", .. options]);
    build.WaitForExit();
    if (build.ExitCode != 0)
        throw new InvalidOperationException($"{project} does not build.");
}
