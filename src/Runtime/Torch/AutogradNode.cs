using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>What a node of the autograd graph does. Disposed with the graph, on whichever thread drops it.</summary>
internal interface IBackward : IDisposable
{
    /// <summary>The gradients of the node's inputs, in no dispose scope; the node disposes them.</summary>
    /// <param name="upstream">The gradient of the node's output.</param>
    /// <param name="node">Where the tensors kept for this are.</param>
    /// <param name="gradients">Receives one for each input, where it is wanted.</param>
    void Run(Tensor upstream, AutogradNode node, Span<Tensor?> gradients);
}

/// <summary>The tensors that a backward has of its forward.</summary>
internal interface ISavedTensors
{
    /// <summary>One of them, by its position; the caller disposes it.</summary>
    /// <exception cref="ExternalException">It was modified in place since.</exception>
    Tensor Unpack(int index);
}

/// <summary>
/// A node of libtorch's autograd graph whose backward is managed code, with one output.
/// </summary>
/// <remarks>
/// TorchSharp's <c>autograd.SingleTensorFunction</c> is the same in general form. It is not used because nothing tells it that
/// the graph is gone (a kept gradient would wait for the garbage collector, which does not see its size), because it can
/// unpack its saved tensors all together only, lets an exception tear the process down, and takes as long as a whole small loss.
/// Native callbacks carry no state, so that each node needs thunks of its own: nodes are used again.
/// </remarks>
internal sealed unsafe class AutogradNode : ISavedTensors
{
    private static readonly ConcurrentStack<AutogradNode> s_idle = new();

    // Native code reads the returned handle here after the managed frame is gone.
    [ThreadStatic]
    private static nint[]? s_returned;

    // The node that has returned gradients with a history on this thread. What they were computed from can be the node's own output,
    // which would keep them, and so itself, for ever.
    [ThreadStatic]
    private static AutogradNode? s_differentiable;

    private readonly Lock _gate = new();
    private readonly ApplyFunction _apply;
    private readonly DeletedFunction _deleted;
    private readonly nint _applyPointer;
    private readonly nint _deletedPointer;
    private LibTorchSharp.NodePointer _pointer;
    private IBackward? _backward;
    private nint[] _saved = [];
    private Tensor?[] _gradients = [];
    private int _gradientThread;

    private AutogradNode()
    {
        _apply = Apply;
        _deleted = Deleted;
        _applyPointer = Marshal.GetFunctionPointerForDelegate(_apply);
        _deletedPointer = Marshal.GetFunctionPointerForDelegate(_deleted);
        // Native graphs hold the pointers alone. There are never more nodes than graphs alive at one time.
        GCHandle.Alloc(this);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate LibTorchSharp.TensorArray ApplyFunction(nint* upstream, int count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void DeletedFunction();

    /// <summary>
    /// Makes <paramref name="output"/> a function of <paramref name="inputs"/> in the graph, and keeps tensors for the backward.
    /// </summary>
    /// <returns>The output with its history; the tensor passed in may be disposed.</returns>
    public static Tensor Attach(ReadOnlySpan<Tensor> inputs, Tensor output, IBackward backward, ReadOnlySpan<Tensor> saved)
    {
        if (!s_idle.TryPop(out AutogradNode? node))
            node = new AutogradNode();
        node._backward = backward;
        node._pointer = LibTorchSharp.CreateNode(node._applyPointer, node._deletedPointer);
        try
        {
            LibTorchSharp.ConnectTo(node._pointer, inputs);
            if (node._gradients.Length != inputs.Length)
                node._gradients = new Tensor?[inputs.Length];
            if (node._saved.Length != saved.Length)
                node._saved = new nint[saved.Length];
            for (int i = 0; i < saved.Length; i++)
                node._saved[i] = LibTorchSharp.Save(saved[i], node._pointer);
            return LibTorchSharp.Attach(node._pointer, inputs, output);
        }
        finally
        {
            // From here on the graph alone holds the node; after an exception nobody does, and it is deleted at once.
            LibTorchSharp.ReleaseShared(node._pointer);
        }
    }

    /// <inheritdoc/>
    public Tensor Unpack(int index) => LibTorchSharp.Unpack(_saved[index], _pointer);

    private LibTorchSharp.TensorArray Apply(nint* upstream, int count)
    {
        int inputs = _gradients.Length;
        if (s_returned is null || s_returned.Length < inputs)
            s_returned = GC.AllocateArray<nint>(inputs, pinned: true);
        Span<nint> returned = s_returned.AsSpan(0, inputs);
        returned.Clear();
        if (*upstream != 0)
            Run(*upstream, returned);
        return new LibTorchSharp.TensorArray((nint*)Marshal.UnsafeAddrOfPinnedArrayElement(s_returned, 0), inputs);
    }

    private void Run(nint upstreamHandle, Span<nint> returned)
    {
        s_differentiable?.DisposeReturned();
        s_differentiable = is_grad_enabled() ? this : null;
        lock (_gate)
        {
            // Native code has long taken the gradients returned before, if they were returned on this thread.
            if (_gradientThread == Environment.CurrentManagedThreadId)
                DisposeGradients();
            _gradientThread = Environment.CurrentManagedThreadId;
            Array.Clear(_gradients);
            using Tensor upstream = Tensor.UnsafeCreateTensor(upstreamHandle);
            try
            {
                _backward!.Run(upstream, this, _gradients);
            }
            catch (Exception exception)
            {
                // An exception must not cross native frames. What has no values is no gradient: libtorch refuses it and backward() throws.
                BackwardFault.Keep(exception);
                DisposeGradients();
                for (int i = 0; i < _gradients.Length; i++)
                    _gradients[i] = empty([], ScalarType.Float32, META).DetachFromDisposeScope();
            }
            for (int i = 0; i < returned.Length; i++)
                returned[i] = _gradients[i]?.Handle ?? 0;
        }
    }

    /// <summary>Gives up what native code has taken by now.</summary>
    private void DisposeReturned()
    {
        lock (_gate)
        {
            if (_gradientThread == Environment.CurrentManagedThreadId)
                DisposeGradients();
        }
    }

    private void DisposeGradients()
    {
        foreach (ref Tensor? gradient in _gradients.AsSpan())
        {
            // First, because this can delete the node.
            (Tensor? given, gradient) = (gradient, null);
            given?.Dispose();
        }
    }

    private void Deleted()
    {
        foreach (ref nint saved in _saved.AsSpan())
        {
            if (saved != 0)
                LibTorchSharp.Forget(saved);
            saved = 0;
        }
        LibTorchSharp.ReleaseWeak(_pointer);
        DisposeGradients();
        _backward?.Dispose();
        _backward = null;
        s_idle.Push(this);
    }
}
