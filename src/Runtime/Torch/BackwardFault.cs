using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// Carries an exception out of a backward, around the native frames that it must not cross: libtorch raises an error of its
/// own, TorchSharp throws that as an <see cref="ExternalException"/>, and the first is added to its <see cref="Exception.Data"/>.
/// </summary>
internal static class BackwardFault
{
    [ThreadStatic]
    private static Exception? s_kept;

    static BackwardFault() => AppDomain.CurrentDomain.FirstChanceException += Attach;

    /// <summary>Keeps an exception for the one that this thread's <c>backward()</c> is about to throw.</summary>
    public static void Keep(Exception exception) => s_kept = exception;

    private static void Attach(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (s_kept is not { } kept || thrown.Exception is not ExternalException external || ReferenceEquals(external, kept))
            return;
        s_kept = null;
        external.Data[SparseTargetLoss.BackwardExceptionKey] = kept;
    }
}
