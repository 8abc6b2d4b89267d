using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What a kernel leaves behind of each row beside its loss.</summary>
internal interface IRowOutput
{
    /// <summary>Whether a gradient is asked of the loss.</summary>
    static abstract bool WantsGradient { get; }

    /// <summary>Whether the gradient is saved for backward, as a few numbers a row; if not, it is written.</summary>
    static abstract bool SavesGradient { get; }

    /// <summary>Whether the kernel visits a row twice, and keeps what it can of it from the first time to the second.</summary>
    static abstract bool CachesRow { get; }
}

/// <summary>The loss alone.</summary>
internal readonly struct LossOutput : IRowOutput
{
    public static bool WantsGradient => false;

    public static bool SavesGradient => false;

    public static bool CachesRow => false;
}

/// <summary>The gradient, saved for backward.</summary>
internal readonly struct SavedOutput : IRowOutput
{
    public static bool WantsGradient => true;

    public static bool SavesGradient => true;

    public static bool CachesRow => false;
}

/// <summary>The gradient, in a second visit to the row.</summary>
internal readonly struct GradientOutput : IRowOutput
{
    public static bool WantsGradient => true;

    public static bool SavesGradient => false;

    public static bool CachesRow => true;
}

/// <summary>The gradient, from what a forward has saved.</summary>
internal readonly struct BackwardOutput : IRowOutput
{
    public static bool WantsGradient => true;

    public static bool SavesGradient => false;

    public static bool CachesRow => false;
}

/// <summary>The same of a loss with sums of its own: whatever the result, the row is visited again.</summary>
internal readonly struct CachedOutput<TOutput> : IRowOutput
    where TOutput : struct, IRowOutput
{
    public static bool WantsGradient => TOutput.WantsGradient;

    public static bool SavesGradient => TOutput.SavesGradient;

    public static bool CachesRow => true;
}

/// <summary>Whether a kernel with such a result asks a loss for its gradient.</summary>
internal readonly struct WantsGradient<TOutput> : IFlag
    where TOutput : struct, IRowOutput
{
    public static bool IsSet => TOutput.WantsGradient;
}
