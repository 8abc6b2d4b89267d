using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Samples;

/// <summary>
/// The wish to end: Ctrl-C, or the system's termination. The first is kept to be met in good order; a later one ends at once.
/// </summary>
public sealed class Interruption : IDisposable
{
    // Shells and tools often send one wish twice: to the process and to its group.
    private static readonly TimeSpan s_same = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration[] _registrations;
    private long _requested;

    /// <summary>Listens from here on.</summary>
    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Whether the first wish has come.</summary>
    public bool IsRequested => Volatile.Read(ref _requested) != 0;

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Handle(PosixSignalContext context)
    {
        lock (_lock)
        {
            context.Cancel = !IsRequested || Stopwatch.GetElapsedTime(_requested) < s_same;
            if (!IsRequested)
                Volatile.Write(ref _requested, Stopwatch.GetTimestamp());
        }
    }
}
