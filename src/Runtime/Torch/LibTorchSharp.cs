using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Torch;

/// <summary>
/// The functions of TorchSharp's native library that TorchSharp itself shows in part only: a tensor's data pointer and the
/// nodes of the autograd graph. Their signatures are those of THSTensor.h and THSAutograd.h, unchanged since February 2024.
/// </summary>
internal static unsafe partial class LibTorchSharp
{
    private const string Library = "LibTorchSharp";

    /// <summary>The tensor's first element, its storage offset included. The caller keeps the tensor alive.</summary>
    public static void* Data(Tensor tensor) => (void*)THSTensor_data(tensor.Handle);

    /// <summary>A node of the autograd graph: a shared pointer, given up once the graph holds the node, and a weak one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct NodePointer
    {
        private readonly nint _shared;
        private readonly nint _weak;
    }

    /// <summary>Some native tensors.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct TensorArray(nint* first, long count)
    {
        private readonly nint* _first = first;
        private readonly long _count = count;
    }

    public static NodePointer CreateNode(nint apply, nint deleted) => Checked(THSAutograd_CSharpNode_ctor(apply, deleted));

    /// <summary>Makes the node's result flow back to <paramref name="inputs"/>.</summary>
    public static void ConnectTo(NodePointer node, ReadOnlySpan<Tensor> inputs)
    {
        nint* handles = stackalloc nint[inputs.Length];
        THSAutograd_CSharpNode_setNextEdges(node, Handles(inputs, handles), 1);
        CheckForErrors();
        THSAutograd_CSharpNode_clearInputMetadata(node);
        CheckForErrors();
        KeepAlive(inputs);
    }

    /// <summary>The output, as computed from <paramref name="inputs"/> by this node.</summary>
    public static Tensor Attach(NodePointer node, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        nint outputHandle = output.Handle;
        nint* handles = stackalloc nint[inputs.Length];
        THSAutograd_Function_wrapOutputs(
            Handles(inputs, handles), default, default, new TensorArray(&outputHandle, 1), node, &AllocateOne);
        CheckForErrors();
        KeepAlive(inputs);
        GC.KeepAlive(output);
        return Tensor.UnsafeCreateTensor(One[0]);
    }

    public static void ReleaseShared(NodePointer node) => THSAutograd_CSharpNode_disposeSharedPtr(node);

    public static void ReleaseWeak(NodePointer node) => THSAutograd_CSharpNode_disposeWeakPtr(node);

    /// <summary>Keeps a tensor for the backward, with the version that it has now.</summary>
    public static nint Save(Tensor tensor, NodePointer node) => Checked(THSAutograd_SavedVariable_ctor(tensor.Handle, node, 0));

    /// <summary>The tensor kept.</summary>
    /// <exception cref="ExternalException">It was modified in place since.</exception>
    public static Tensor Unpack(nint saved, NodePointer node) =>
        Tensor.UnsafeCreateTensor(Checked(THSAutograd_SavedVariable_unpack(saved, node)));

    /// <summary>Forgets the error of a call that returned null: the next call's error would be taken for it.</summary>
    public static void ForgetError()
    {
        try
        {
            CheckForErrors();
        }
        catch (ExternalException)
        {
        }
    }

    public static void Forget(nint saved) => THSAutograd_SavedVariable_dispose(saved);

    private static TensorArray Handles(ReadOnlySpan<Tensor> tensors, nint* handles)
    {
        for (int i = 0; i < tensors.Length; i++)
            handles[i] = tensors[i].Handle;
        return new TensorArray(handles, tensors.Length);
    }

    private static void KeepAlive(ReadOnlySpan<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
            GC.KeepAlive(tensor);
    }

    private static T Checked<T>(T result)
    {
        CheckForErrors();
        return result;
    }

    // Where native code puts the one tensor that it returns; pinned, because it writes there directly.
    [ThreadStatic]
    private static nint[]? s_one;

    private static nint[] One => s_one ??= GC.AllocateArray<nint>(1, pinned: true);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AllocateOne(nint count) => Marshal.UnsafeAddrOfPinnedArrayElement(One, 0);

    [LibraryImport(Library)]
    private static partial nint THSTensor_data(nint tensor);

    [LibraryImport(Library)]
    private static partial NodePointer THSAutograd_CSharpNode_ctor(nint apply, nint deleted);

    [LibraryImport(Library)]
    private static partial void THSAutograd_CSharpNode_disposeSharedPtr(NodePointer node);

    [LibraryImport(Library)]
    private static partial void THSAutograd_CSharpNode_disposeWeakPtr(NodePointer node);

    [LibraryImport(Library)]
    private static partial void THSAutograd_CSharpNode_setNextEdges(NodePointer node, TensorArray inputs, byte executable);

    [LibraryImport(Library)]
    private static partial void THSAutograd_CSharpNode_clearInputMetadata(NodePointer node);

    [LibraryImport(Library)]
    private static partial void THSAutograd_Function_wrapOutputs(
        TensorArray inputs, TensorArray nonDifferentiable, TensorArray dirty, TensorArray outputs, NodePointer node,
        delegate* unmanaged[Cdecl]<nint, nint> allocate);

    [LibraryImport(Library)]
    private static partial nint THSAutograd_SavedVariable_ctor(nint tensor, NodePointer node, byte isInPlaceOnView);

    [LibraryImport(Library)]
    private static partial void THSAutograd_SavedVariable_dispose(nint saved);

    [LibraryImport(Library)]
    private static partial nint THSAutograd_SavedVariable_unpack(nint saved, NodePointer node);
}
