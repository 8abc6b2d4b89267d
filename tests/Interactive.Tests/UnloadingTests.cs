using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using SparseLsr.Gen.Testing.Fuzz.Module;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Interactive.Tests;

/// <summary>What is released is unloaded, and what is used is not.</summary>
public sealed class UnloadingTests
{
    [Fact]
    public void Released_losses_are_unloaded()
    {
        WeakReference[] contexts = [.. Enumerable.Range(0, 50).Select(i => CompileAndUse(i, isDisposed: true))];
        Assert.Equal(0, Alive(contexts));
    }

    [Fact]
    public void A_loss_that_nobody_holds_is_unloaded_without_Dispose()
    {
        WeakReference[] contexts = [.. Enumerable.Range(0, 3).Select(i => CompileAndUse(i, isDisposed: false))];
        Assert.Equal(0, Alive(contexts));
    }

    [Fact]
    public void A_disposed_loss_that_is_held_is_unloaded()
    {
        (CompiledLoss loss, WeakReference context) = CompileAndDispose();
        Assert.Equal(0, Alive(context));
        Assert.Throws<ObjectDisposedException>(() => loss.Create());
        Assert.Throws<ObjectDisposedException>(() => loss.ModuleType);
        loss.Dispose();
        Assert.Single(loss.Parameters);
    }

    [Fact]
    public void A_module_works_after_its_loss_is_disposed()
    {
        (SparseTargetLoss module, WeakReference context) = CreateOnly();
        Assert.Equal(1, Alive(context));
        // Code that has not run before is compiled now, against assemblies that are found now.
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using Tensor logits = ones(2, 4, dtype: type).requires_grad_(), targets = zeros(2, dtype: int64);
            using Tensor loss = module.call(logits, targets), composed = module.ComposedForward(logits, targets);
            loss.backward();
            Assert.Equal(composed.to(ScalarType.Float64).item<double>(), loss.to(ScalarType.Float64).item<double>(), 1e-6);
        }
        module.Dispose();
        GC.KeepAlive(module);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void A_thousand_compilations_leave_memory_flat()
    {
        // The cache is full by then, and Roslyn's own tables are nearly.
        Compile(0, 600);
        MemoryUse before = MemoryUse.Now();
        Compile(600, 1600);
        MemoryUse growth = MemoryUse.Now() - before;
        // The images of a thousand losses have 12 MB, and their code has several times that. TorchSharp's count of tensors says nothing
        // here: it counts every parameter as alive forever.
        Assert.True(growth is { Managed: < 4_000_000, Native: < 4_000_000, Resident: < 30_000_000 }, growth.ToString());

        static void Compile(int first, int end)
        {
            for (int i = first; i < end; i++)
                CompileAndUse(1000 + i, isDisposed: true);
        }
    }

    // Each in a method of its own, so that no local of a test holds what has to go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CompileAndUse(int number, bool isDisposed)
    {
        CompiledLoss loss = Texts.Compile(Texts.Numbered(number));
        using (SparseTargetLoss module = loss.Create(new { w = 2 }))
        {
            using var scope = NewDisposeScope();
            Tensor logits = ones(2, 4).requires_grad_();
            module.call(logits, zeros(2, dtype: int64)).backward();
        }
        WeakReference context = ContextOf(loss);
        if (isDisposed)
            loss.Dispose();
        return context;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (CompiledLoss Loss, WeakReference Context) CompileAndDispose()
    {
        CompiledLoss loss = Texts.Compile(Texts.Numbered(1));
        WeakReference context = ContextOf(loss);
        loss.Dispose();
        return (loss, context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (SparseTargetLoss Module, WeakReference Context) CreateOnly()
    {
        using CompiledLoss loss = Texts.Compile(Texts.Numbered(2));
        return (loss.Create(), ContextOf(loss));
    }

    private static WeakReference ContextOf(CompiledLoss loss) =>
        new(AssemblyLoadContext.GetLoadContext(loss.ModuleType.Assembly), trackResurrection: true);

    /// <summary>How many are not collected after enough collections; a chain of finalizers takes several.</summary>
    private static int Alive(params WeakReference[] references)
    {
        for (int i = 0; i < 20 && references.Any(reference => reference.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return references.Count(reference => reference.IsAlive);
    }
}
