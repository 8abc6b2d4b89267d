using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// Carries an exception out of a backward, around the native frames that it must not cross: libtorch raises an error of its
/// own, TorchSharp throws that as an <see cref="ExternalException"/>, and the first is added to its <see cref="Exception.Data"/>.
/// </summary>
/// <remarks>On the CPU both are thrown on the thread that called <c>backward()</c>; for a GPU, libtorch has threads of its own.</remarks>
internal static class BackwardFault
{
    /// <summary>Where <see cref="Exception.Data"/> has the exception that was carried.</summary>
    public const string Key = "SparseLsr.Gen.BackwardException";

    // What libtorch says of the gradient that stands for an exception.
    private const string Refusal = "invalid gradient";

    [ThreadStatic]
    private static Exception? s_kept;
    private static Exception? s_keptLast;

    static BackwardFault() => AppDomain.CurrentDomain.FirstChanceException += Attach;

    /// <summary>Keeps an exception for the one that <c>backward()</c> is about to throw.</summary>
    public static void Keep(Exception exception) => s_kept = s_keptLast = exception;

    private static void Attach(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (thrown.Exception is not ExternalException external)
            return;
        Exception? kept = s_kept ?? (external.Message.Contains(Refusal, StringComparison.Ordinal) ? s_keptLast : null);
        if (kept is null || ReferenceEquals(external, kept))
            return;
        s_kept = null;
        Interlocked.CompareExchange(ref s_keptLast, null, kept);
        external.Data[Key] = kept;
    }
}
