using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>A declaration's own method on a row.</summary>
internal delegate double ReferenceCall(ReadOnlySpan<double> logits, int target, double[] arguments);

/// <summary>A generated kernel on a row.</summary>
internal delegate double KernelCall(ReadOnlySpan<double> logits, int target, Span<double> gradient, double[] arguments);

/// <summary>What a generated module gives of a row, on a device or the CPU.</summary>
internal delegate ModuleRow RowCall(FuzzRow row, bool withLogits, IGpuDevice? device = null);

/// <summary>The second derivatives of a generated module times a direction.</summary>
internal delegate double[] SecondCall(FuzzRow row, double[] direction, bool isComposed);

/// <summary>A generated module for a number of classes.</summary>
internal delegate ISparseTargetLoss ModuleCall(int classes, double[] arguments);

/// <summary>What became of one declaration.</summary>
/// <param name="Refusal">Why there is nothing to run: what the generator or C# says of the declaration itself; null otherwise.</param>
/// <param name="Fault">What must not be: the generator broke off, or what it wrote does not compile; null otherwise.</param>
internal sealed record CompiledDeclaration(
    RandomDeclaration Declaration, LossPlan? Plan, ReferenceCall? Reference, ReferenceCall? Value, KernelCall? Kernel, RowCall? Module,
    SecondCall? Second, string? Refusal, string? Fault)
{
    /// <summary>What its calls take for a row: the declaration's own arguments, then the row's numbers and class input.</summary>
    public double[] Arguments(FuzzRow row) => [.. Declaration.Arguments, .. row.Numbers, .. row.OfClasses];
}

/// <summary>Declarations compiled together with the source generator, in memory, and loaded until disposed.</summary>
internal sealed class CompiledDeclarations : IDisposable
{
    private readonly AssemblyLoadContext _context = new("declarations", isCollectible: true);

    private CompiledDeclarations(IReadOnlyList<CompiledDeclaration> all) => All = all;

    public IReadOnlyList<CompiledDeclaration> All { get; private set; }

    public static CompiledDeclarations Compile(IReadOnlyList<RandomDeclaration> declarations)
    {
        var faults = new Dictionary<string, string>();
        var refusals = new Dictionary<string, string>();
        while (true)
        {
            RandomDeclaration[] sound = [.. declarations.Where(declaration => !faults.ContainsKey(declaration.Name) && !refusals.ContainsKey(declaration.Name))];
            CSharpCompilation compilation = DeclarationCompiler.Compile(
                sound.Select(declaration => DeclarationCompiler.Parse(declaration.Source, declaration.Name + ".cs"))
                    .Append(DeclarationCompiler.Parse(Adapters(sound), "Adapters.cs")));
            GeneratorDriver driver = DeclarationCompiler.CreateDriver()
                .RunGeneratorsAndUpdateCompilation(compilation, out Compilation completed, out _);
            GeneratorRunResult run = driver.GetRunResult().Results.Single();
            if (run.Exception is not null && sound.Length == 1)
                faults[sound[0].Name] = run.Exception.ToString();
            else if (run.Exception is not null)
                return Separately(declarations);

            using var image = new MemoryStream();
            // What the generator refuses is left out before the costly part.
            bool isSound = run.Exception is null && Sort(run.Diagnostics, sound, refusals, faults) && Sort(completed.Emit(image).Diagnostics, sound, refusals, faults);
            if (!isSound && sound.Length > 0)
                continue;
            return Load(image, declarations, run, refusals, faults);
        }
    }

    public void Dispose()
    {
        All = [];
        _context.Unload();
    }

    /// <summary>Puts every error down to its declaration; whether there is none.</summary>
    private static bool Sort(
        IReadOnlyList<Diagnostic> diagnostics, RandomDeclaration[] declarations, Dictionary<string, string> refusals, Dictionary<string, string> faults)
    {
        Diagnostic[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        foreach (Diagnostic error in errors)
        {
            string path = error.Location.SourceTree?.FilePath ?? error.Location.GetLineSpan().Path ?? string.Empty;
            RandomDeclaration? declaration = declarations.FirstOrDefault(
                declaration => path.EndsWith(declaration.Name + ".cs", StringComparison.Ordinal) || path.EndsWith(declaration.Name + ".g.cs", StringComparison.Ordinal));
            if (declaration is null && path != "Adapters.cs")
                throw new InvalidOperationException(error.ToString());
            if (declaration is null)
                continue;
            bool isOwn = path.EndsWith(declaration.Name + ".cs", StringComparison.Ordinal) && !path.EndsWith(".g.cs", StringComparison.Ordinal);
            (isOwn ? refusals : faults).TryAdd(declaration.Name, Describe(error));
        }
        return errors.Length == 0;
    }

    private static string Describe(Diagnostic error)
    {
        string line = error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? string.Empty;
        return $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} [{line}]";
    }

    /// <summary>Where the generator breaks off, whose fault it is shows one by one.</summary>
    private static CompiledDeclarations Separately(IReadOnlyList<RandomDeclaration> declarations)
    {
        CompiledDeclaration[] faults = [.. declarations.Select(declaration =>
        {
            using CompiledDeclarations alone = Compile([declaration]);
            const string Refusal = "compiled with one that breaks the generator";
            return alone.All[0] with { Reference = null, Value = null, Kernel = null, Module = null, Second = null, Refusal = Refusal };
        })];
        return new CompiledDeclarations(faults);
    }

    private static CompiledDeclarations Load(
        MemoryStream image, IReadOnlyList<RandomDeclaration> declarations, GeneratorRunResult run,
        Dictionary<string, string> refusals, Dictionary<string, string> faults)
    {
        var batch = new CompiledDeclarations([]);
        image.Position = 0;
        Type? adapters = image.Length > 0 ? batch._context.LoadFromStream(image).GetType("Fuzz.Adapters") : null;
        Dictionary<string, LossPlan> plans = run.TrackedSteps.TryGetValue(TrackingNames.Plan, out var steps)
            ? steps.SelectMany(step => step.Outputs).Select(output => (LossPlan)output.Value).ToDictionary(plan => plan.Model.ClassName)
            : [];
        batch.All = [.. declarations.Select(declaration => new CompiledDeclaration(
            declaration, plans.GetValueOrDefault(declaration.Name),
            Method<ReferenceCall>(adapters, "Reference" + declaration.Name), Method<ReferenceCall>(adapters, "Value" + declaration.Name),
            Method<KernelCall>(adapters, "Kernel" + declaration.Name),
            Rows(declaration, plans.GetValueOrDefault(declaration.Name), Method<ModuleCall>(adapters, "Module" + declaration.Name)),
            Second(declaration, plans.GetValueOrDefault(declaration.Name), Method<ModuleCall>(adapters, "Module" + declaration.Name)),
            refusals.GetValueOrDefault(declaration.Name), faults.GetValueOrDefault(declaration.Name)))];
        return batch;
    }

    private static RowCall? Rows(RandomDeclaration declaration, LossPlan? plan, ModuleCall? create) => plan is null || create is null
        ? null
        : (row, withLogits, device) => ModuleRow.Of(plan.Model, classes => create(classes, declaration.Arguments), row, withLogits, device);

    private static SecondCall? Second(RandomDeclaration declaration, LossPlan? plan, ModuleCall? create) => plan is null || create is null
        ? null
        : (row, direction, isComposed) => ModuleRow.Second(
            plan.Model, classes => create(classes, declaration.Arguments), row, direction, isComposed);

    private static T? Method<T>(Type? adapters, string name)
        where T : Delegate => adapters?.GetMethod(name, BindingFlags.Public | BindingFlags.Static)?.CreateDelegate<T>();

    /// <summary>The members to run as methods of one shape.</summary>
    private static string Adapters(IEnumerable<RandomDeclaration> declarations) =>
        "namespace Fuzz;\n\npublic static class Adapters\n{\n" + string.Concat(declarations.Select(declaration =>
        {
            int own = declaration.Arguments.Length;
            string[] numbers = [.. Enumerable.Range(0, own).Select(i => $"p[{i}]")];
            string[] inputs = [.. declaration.Inputs.Select(input => Input(input, own))];
            string passed = string.Join(", ", Vectors(declaration, "z.Length").Concat(inputs).Concat(numbers).Prepend("z, t"));
            string withGradient = passed.Replace("z, t", "z, t, g", StringComparison.Ordinal);
            IEnumerable<string> tensors = Vectors(declaration, "n").Select(vector => $"TorchSharp.torch.tensor({vector})");
            const string Row = "(System.ReadOnlySpan<double> z, int t, ", Module = "public static SparseLsr.Gen.ISparseTargetLoss Module";
            string name = declaration.Name;
            return $"    public static double Reference{name}{Row}double[] p) => {name}.EvaluateReference({passed});\n"
                + $"    public static double Value{name}{Row}double[] p) => {name}.Evaluate({passed});\n"
                + $"    public static double Kernel{name}{Row}System.Span<double> g, double[] p) => "
                + $"{name}.EvaluateWithGradient({withGradient});\n"
                + $"    {Module}{name}(int n, double[] p) => new {name}({string.Join(", ", tensors.Concat(numbers))});\n";
        }))
        + $"    private static double[] V(int k, int n) {{ var v = new double[n]; for (int j = 0; j < n; j++) v[j] = {FuzzVectors.Text}; return v; }}\n"
        + "}\n";

    private static IEnumerable<string> Vectors(RandomDeclaration declaration, string classes) =>
        declaration.Vectors.Select(vector => $"V({Array.IndexOf(FuzzVectors.Names, vector)}, {classes})");

    /// <summary>An input of the row, among what follows a number of arguments.</summary>
    private static string Input(string name, int arguments) => name == FuzzInputs.OfClasses
        ? $"new System.ReadOnlySpan<double>(p, {arguments + FuzzInputs.Numbers.Length}, z.Length)"
        : $"p[{arguments + Array.IndexOf(FuzzInputs.Numbers, name)}]";
}
