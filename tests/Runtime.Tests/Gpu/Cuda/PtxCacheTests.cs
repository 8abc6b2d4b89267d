using System.Reflection;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;

namespace SparseLsr.Gen.Tests.Gpu.Cuda;

/// <summary>Compiled kernels on disk.</summary>
public sealed class PtxCacheTests : IDisposable
{
    private const string Ptx = "// a kernel\n.visible .entry Kernel_A()\n";

    private static readonly MethodInfo s_kernel = Kernel<int>();

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "below", "ptx");
    private int _compiled;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_folder))!, recursive: true);

    [Fact]
    public void A_second_process_does_not_compile()
    {
        Assert.Equal(Ptx, Get());
        Assert.Equal(Ptx, Get());
        Assert.Equal(1, _compiled);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_the_text_follows_from_is_told_apart()
    {
        string[] keys =
        [
            PtxCache.Key(s_kernel, CudaArchitecture.SM_90, 128),
            PtxCache.Key(s_kernel, CudaArchitecture.SM_90, 256),
            PtxCache.Key(s_kernel, CudaArchitecture.SM_80, 128),
            PtxCache.Key(Kernel<long>(), CudaArchitecture.SM_90, 128),
            PtxCache.Key(Kernel<List<int>>(), CudaArchitecture.SM_90, 128),
            PtxCache.Key(Kernel<List<long>>(), CudaArchitecture.SM_90, 128),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], PtxCache.Key(s_kernel, CudaArchitecture.SM_90, 128));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cut off")]
    [InlineData("changed")]
    public void A_corrupt_entry_is_made_anew(string damage)
    {
        Get();
        string file = Directory.GetFiles(_folder).Single(), text = File.ReadAllText(file);
        File.WriteAllText(file, damage switch
        {
            "" => "",
            "cut off" => text[..^5],
            _ => text.Replace("Kernel_A", "Kernel_B"),
        });
        Assert.Equal(Ptx, Get());
        Assert.Equal(2, _compiled);
        Assert.Equal(Ptx, Get());
        Assert.Equal(2, _compiled);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_time_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder)!);
        File.WriteAllText(_folder, "a file is in the way");
        Assert.Equal(Ptx, Get());
        Assert.Equal(Ptx, Get());
        Assert.Equal(2, _compiled);
    }

    [Fact]
    public void A_failed_compilation_leaves_nothing_behind()
    {
        var cache = new PtxCache(_folder, static (_, _, _) => throw new NotSupportedException("no such kernel"));
        Assert.Throws<NotSupportedException>(() => cache.Get(s_kernel, CudaArchitecture.SM_90, 128));
        Assert.False(Directory.Exists(_folder));
        Assert.Equal(Ptx, Get());
    }

    [Fact]
    public void Entries_of_builds_long_gone_are_removed()
    {
        Directory.CreateDirectory(_folder);
        string old = Path.Combine(_folder, "old.ptx"), recent = Path.Combine(_folder, "recent.ptx");
        File.WriteAllText(old, "");
        File.WriteAllText(recent, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow - TimeSpan.FromDays(91));
        Get();
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(recent));
    }

    [Fact]
    public void Many_may_write_at_once()
    {
        Parallel.For(0, 16, i => Assert.Equal(Ptx, Get(i % 3)));
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    private string Get(int variant = 0) => new PtxCache(_folder, (_, _, _) =>
    {
        Interlocked.Increment(ref _compiled);
        return Ptx;
    }).Get(s_kernel, CudaArchitecture.SM_90, 128 + variant);

    private static MethodInfo Kernel<T>() => ((Action<T>)Nothing).Method;

    private static void Nothing<T>(T batch)
    {
    }
}
