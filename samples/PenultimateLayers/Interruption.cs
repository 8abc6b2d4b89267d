using System.Runtime.InteropServices;

namespace SparseLsr.Gen.Samples.PenultimateLayers;

/// <summary>The wish to end: Ctrl-C, or the system's termination. The first is kept to be met in good order; the next ends at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _isRequested;

    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public bool IsRequested => _isRequested;

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_isRequested;
        _isRequested = true;
    }
}
