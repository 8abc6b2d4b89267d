namespace SparseLsr.Gen.Interactive;

/// <summary>Compiles losses from text, as the build compiles those that are declared in a project.</summary>
public static class LossCompiler
{
    /// <summary>How many texts the cache holds; each takes about 20 KB.</summary>
    private const int CachedTexts = 256;

    private static readonly ImageCache s_cache = new(CachedTexts);

    /// <summary>Generates, compiles and loads a loss. Can be called by several threads at once.</summary>
    /// <param name="declaration">
    /// The members of a loss, such as <c>static double Loss(Row row, double k = 1) => …</c> with its constants, helpers, <c>Logit</c> and
    /// metrics; or a file with one class that is marked <see cref="SparseTargetLossAttribute"/>. It is code, and runs with the rights of
    /// the process: compile only what you trust.
    /// </param>
    /// <param name="cancellation">Stops the compilation.</param>
    /// <returns>The loss, loaded for the caller alone. A text that was compiled lately is only loaded.</returns>
    /// <exception cref="LossCompilationException">The text has errors.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="declaration"/> is null.</exception>
    /// <exception cref="ArgumentException">The text declares several losses.</exception>
    /// <exception cref="PlatformNotSupportedException">The process cannot load code, as under native AOT.</exception>
    /// <exception cref="OperationCanceledException">The compilation was stopped.</exception>
    public static CompiledLoss Compile(string declaration, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        cancellation.ThrowIfCancellationRequested();
        if (!s_cache.TryGet(declaration, out LossImage? image))
        {
            image = LossImage.Compile(declaration, cancellation);
            s_cache.Add(declaration, image);
        }
        return new CompiledLoss(declaration, image);
    }
}
