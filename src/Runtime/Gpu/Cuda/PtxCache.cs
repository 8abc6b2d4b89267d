using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>
/// Keeps compiled kernels in a folder, so that a second process starts at once; its driver, which keeps what it makes of PTX too,
/// then sees the same text again.
/// </summary>
/// <remarks>What cannot be read or written is compiled: a full disk or a folder without permission costs time, not the call.</remarks>
/// <param name="folder">The folder, or null to keep nothing.</param>
/// <param name="compile">Makes the text of a kernel, for an architecture and a block size.</param>
internal sealed class PtxCache(string? folder, Func<MethodInfo, CudaArchitecture, int, string> compile)
{
    private const string HeaderStart = "// sha256 ";
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(90);

    private int _oldAreRemoved;

    /// <summary>That of the user.</summary>
    public static PtxCache OfUser { get; } = new(UserFolder(), Compile);

    /// <summary>The kernel's PTX, from the folder if it is there whole.</summary>
    public string Get(MethodInfo kernel, CudaArchitecture architecture, int blockSize)
    {
        if (folder is null)
            return compile(kernel, architecture, blockSize);
        string path = Path.Combine(folder, Key(kernel, architecture, blockSize) + ".ptx");
        if (Read(path) is { } kept)
            return kept;
        string ptx = compile(kernel, architecture, blockSize);
        Write(folder, path, ptx);
        return ptx;
    }

    /// <summary>A hash of all that the text follows from: the code of the kernel and of the compiler, the types put in, and the target.</summary>
    internal static string Key(MethodInfo kernel, CudaArchitecture architecture, int blockSize)
    {
        var parts = new List<string>();
        Add(kernel.DeclaringType!);
        Array.ForEach(kernel.GetGenericArguments(), Add);
        Add(typeof(ILGPU.Context));
        Add(typeof(ILGPU.Algorithms.XMath));
        string source = $"{kernel}|{string.Join('|', parts)}|{architecture}|{blockSize}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)));

        // A compiler that builds deterministically gives a module an identity that is a hash of its contents.
        void Add(Type type)
        {
            parts.Add($"{type.FullName}, {type.Module.ModuleVersionId}");
            Array.ForEach(type.GetGenericArguments(), Add);
        }
    }

    private static string Compile(MethodInfo kernel, CudaArchitecture architecture, int blockSize)
    {
        // What a compiler has met before changes its text a little.
        using var compiler = new PtxCompiler(architecture);
        return compiler.Compile(kernel, blockSize);
    }

    private static string? Read(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            int end = text.IndexOf('\n') + 1;
            return text[..end] == Header(text[end..]) ? text[end..] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(string folder, string path, string ptx)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // A reader sees the whole file or none, however many processes write.
            string temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
            File.WriteAllText(temporary, Header(ptx) + ptx);
            File.Move(temporary, path, overwrite: true);
            // Once is enough: a folder of thousands takes longer to look through than a kernel takes to write.
            if (Interlocked.Exchange(ref _oldAreRemoved, 1) == 0)
                RemoveOld(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    // Every build of a declaration has entries of its own, which nobody else would ever remove.
    private static void RemoveOld(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > s_lifetime)
                File.Delete(file);
        }
    }

    private static string Header(string ptx) => $"{HeaderStart}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ptx)))}\n";

    private static string? UserFolder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        string folder = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : Path.Combine(home, ".cache");
        // Services may have no home, and in a folder that others write to a kernel could be theirs.
        return Path.IsPathFullyQualified(folder) ? Path.Combine(folder, "SparseLsr.Gen", "ptx") : null;
    }
}
