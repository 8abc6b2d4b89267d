using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator;
using SparseLsr.Gen.Testing.Cases;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>What holds of the pipeline whatever it is run on.</summary>
internal static class SecondRun
{
    /// <summary>
    /// Runs the driver once more, on a copy of the compilation: everything after reading is cached, and what was read is equal. What
    /// the pipeline keeps holds on to no compilation.
    /// </summary>
    /// <exception cref="CheckFailedException">Something is computed again, or kept that must not be.</exception>
    public static void Check(GeneratorRun first)
    {
        if (first.Result.Exception is not null)
            return;
        GeneratorRun second = GeneratorRun.Of(first.Driver, first.Compilation.Clone());
        Require(second, TrackingNames.Declaration, Cached, Unchanged);
        Require(second, TrackingNames.Diagnostics, Cached, Unchanged);
        Require(second, TrackingNames.Model, Cached);
        Require(second, TrackingNames.Plan, Cached);
        if (second.Writings.Any(reason => reason != Cached))
            throw new CheckFailedException($"A second run wrote a file again: {string.Join(", ", second.Writings)}.");
        foreach (string step in (string[])[TrackingNames.Declaration, TrackingNames.Diagnostics, TrackingNames.Model, TrackingNames.Plan])
        {
            // Whatever the type: a test for exact types never finds an implementation of an interface.
            if (first.Outputs(step).SelectMany(output => ObjectGraph.FindCompilerObjects(output.Value)).FirstOrDefault() is { } found)
                throw new CheckFailedException($"What the step {step} gives holds a {found.GetType().Name}.");
        }
    }

    private static void Require(GeneratorRun run, string step, params IncrementalStepRunReason[] allowed)
    {
        if (run.Reasons(step).Any(reason => !allowed.Contains(reason)))
            throw new CheckFailedException($"The step {step} ran again in a second run: {string.Join(", ", run.Reasons(step))}.");
    }
}
