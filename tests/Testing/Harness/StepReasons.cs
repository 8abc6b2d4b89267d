using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>Why the pipeline's steps gave what they gave for one loss.</summary>
/// <param name="Declaration">Reading the declaration.</param>
/// <param name="Model">What the generated code depends on.</param>
/// <param name="Plan">Derivatives and statements.</param>
/// <param name="Source">The generated file.</param>
internal sealed record StepReasons(
    IncrementalStepRunReason Declaration, IncrementalStepRunReason Model, IncrementalStepRunReason Plan, IncrementalStepRunReason Source)
{
    /// <summary>The first run.</summary>
    public static readonly StepReasons AllNew = new(New, New, New, New);

    /// <summary>Read again, with the same outcome: nothing is planned or written again.</summary>
    public static readonly StepReasons Reused = new(Unchanged, Cached, Cached, Cached);

    /// <summary>Only the diagnostics or their places have changed.</summary>
    public static readonly StepReasons DiagnosticsOnly = new(Modified, Unchanged, Cached, Cached);

    /// <summary>The loss has changed, and its file with it.</summary>
    public static readonly StepReasons ModifiedLoss = new(Modified, Modified, Modified, Modified);
}
