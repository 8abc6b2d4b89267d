using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>What a node of the autograd graph does. Disposed with the graph, on whichever thread drops it.</summary>
internal interface IBackward : IDisposable
{
    /// <summary>The gradient of the node's input, in no dispose scope; the node disposes it.</summary>
    /// <param name="upstream">The gradient of the node's output.</param>
    /// <param name="node">Where the tensors kept for this are.</param>
    Tensor Run(Tensor upstream, AutogradNode node);
}

/// <summary>
/// A node of libtorch's autograd graph whose backward is managed code, with one input and one output.
/// </summary>
/// <remarks>
/// TorchSharp's <c>autograd.SingleTensorFunction</c> is the same in general form. It is not used because nothing tells it that
/// the graph is gone (a kept gradient would wait for the garbage collector, which does not see its size), because it can
/// unpack its saved tensors all together only, lets an exception tear the process down, and takes as long as a whole small loss.
/// Native callbacks carry no state, so that each node needs thunks of its own: nodes are used again.
/// </remarks>
internal sealed unsafe class AutogradNode
{
    private static readonly ConcurrentStack<AutogradNode> s_idle = new();

    // Native code reads the returned handle here after the managed frame is gone.
    [ThreadStatic]
    private static nint[]? s_returned;

    private readonly Lock _gate = new();
    private readonly ApplyFunction _apply;
    private readonly DeletedFunction _deleted;
    private readonly nint _applyPointer;
    private readonly nint _deletedPointer;
    private LibTorchSharp.NodePointer _pointer;
    private IBackward? _backward;
    private nint[] _saved = [];
    private Tensor? _gradient;
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
    /// Makes <paramref name="output"/> a function of <paramref name="input"/> in the graph, and keeps tensors for the backward.
    /// </summary>
    /// <returns>The output with its history; the tensor passed in may be disposed.</returns>
    public static Tensor Attach(Tensor input, Tensor output, IBackward backward, params ReadOnlySpan<Tensor> saved)
    {
        if (!s_idle.TryPop(out AutogradNode? node))
            node = new AutogradNode();
        node._backward = backward;
        node._pointer = LibTorchSharp.CreateNode(node._applyPointer, node._deletedPointer);
        try
        {
            LibTorchSharp.ConnectTo(node._pointer, input);
            if (node._saved.Length != saved.Length)
                node._saved = new nint[saved.Length];
            for (int i = 0; i < saved.Length; i++)
                node._saved[i] = LibTorchSharp.Save(saved[i], node._pointer);
            return LibTorchSharp.Attach(node._pointer, input, output);
        }
        finally
        {
            // From here on the graph alone holds the node; after an exception nobody does, and it is deleted at once.
            LibTorchSharp.ReleaseShared(node._pointer);
        }
    }

    /// <summary>A tensor kept in <see cref="Attach"/>, by its position; the caller disposes it.</summary>
    /// <exception cref="ExternalException">It was modified in place since.</exception>
    public Tensor Unpack(int index) => LibTorchSharp.Unpack(_saved[index], _pointer);

    private LibTorchSharp.TensorArray Apply(nint* upstream, int count)
    {
        nint[] returned = s_returned ??= GC.AllocateArray<nint>(1, pinned: true);
        returned[0] = *upstream == 0 ? 0 : Gradient(*upstream).Handle;
        return new LibTorchSharp.TensorArray((nint*)Marshal.UnsafeAddrOfPinnedArrayElement(returned, 0), 1);
    }

    private Tensor Gradient(nint upstreamHandle)
    {
        lock (_gate)
        {
            // Native code has long taken the gradient returned before, if it was returned on this thread.
            if (_gradientThread == Environment.CurrentManagedThreadId)
                _gradient?.Dispose();
            _gradientThread = Environment.CurrentManagedThreadId;
            using Tensor upstream = Tensor.UnsafeCreateTensor(upstreamHandle);
            try
            {
                return _gradient = _backward!.Run(upstream, this);
            }
            catch (Exception exception)
            {
                // An exception must not cross native frames. A scalar fits no logits: libtorch refuses it and backward() throws.
                BackwardFault.Keep(exception);
                return _gradient = empty([], ScalarType.Float32, CPU).DetachFromDisposeScope();
            }
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
        _gradient?.Dispose();
        _gradient = null;
        _backward?.Dispose();
        _backward = null;
        s_idle.Push(this);
    }
}
