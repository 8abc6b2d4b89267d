using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Tests.Kernels;

/// <summary>What the compiler makes of the GPU's functions, called through static abstract members as generated code does.</summary>
public sealed class RowMathPtxTests
{
    private static readonly Type s_float64 = typeof(MathKernels<DeviceFloat64Math, double>);
    private static readonly Type s_float32 = typeof(MathKernels<DeviceFloat32Math, float>);

    public static TheoryData<string> Functions =>
        [.. s_float64.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_is_a_few_instructions_without_loop_call_or_memory(string function)
    {
        string float64 = Compile(s_float64.GetMethod(function)!, MathMode.Default);
        Check($"{function} of float64", float64);
        Refuse($"{function} of float64", float64, @"\.approx\S*\.f64", "has 20 bits");
        Check($"{function} of float32", Compile(s_float32.GetMethod(function)!, MathMode.Fast));
    }

    [Theory]
    [InlineData("A:\nsetp.lt.f64 %p1, %fd1, %fd2;\n@%p1 bra A;\nret;", true)]
    [InlineData("@%p1 bra B;\nA:\nret;\nB:\nmov.f64 %fd1, %fd2;\nbra.uni A;", false)]
    public void A_loop_is_noticed(string body, bool hasLoop) => Assert.Equal(hasLoop, HasLoop(".entry\n" + body));

    private static string Compile(MethodInfo kernel, MathMode mode)
    {
        // A context of its own: one that has failed fails on all that follow.
        using Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Math(mode));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, null!);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return ((PTXCompiledKernel)backend.Compile(entry, new KernelSpecialization(128, null))).PTXAssembly;
    }

    private static void Check(string name, string ptx)
    {
        Refuse(name, ptx, @"\.extern \.func", "calls a function that is not there");
        Refuse(name, ptx, @"\bcall\b", "calls a function");
        Refuse(name, ptx, @"\.local", "has local memory");
        Refuse(name, ptx, @"selp\.\w+\s+%f\w*,\s*1\s*,", "chooses an integer 1 into a float register, where it is 1.4e-45");
        Assert.False(HasLoop(ptx), $"{name} has a loop");
        Assert.True(Regex.Count(ptx, @"\bbra\b") <= 2, $"{name} branches beside the argument reduction");
        int instructions = Regex.Count(ptx, @"^\s*(@\S+\s+)?[a-z][\w.]*\s[^;]*;", RegexOptions.Multiline);
        Assert.True(instructions < 340, $"{name} has {instructions} instructions");
    }

    private static void Refuse(string name, string ptx, string pattern, string what) =>
        Assert.False(Regex.IsMatch(ptx, pattern), $"{name} {what}: {Regex.Match(ptx, pattern)}");

    /// <summary>Whether a block can reach itself. A branch backwards in the text alone need not be a loop.</summary>
    private static bool HasLoop(string ptx)
    {
        var successors = new Dictionary<string, List<string>> { ["entry"] = [] };
        string? block = "entry";
        foreach (string line in ptx[ptx.IndexOf(".entry", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim()))
        {
            if (Regex.Match(line, @"^(\w+):$") is { Success: true } label)
            {
                if (block is not null)
                    successors[block].Add(label.Groups[1].Value);
                block = label.Groups[1].Value;
                successors[block] = [];
            }
            if (block is not null && Regex.Match(line, @"\bbra\S*\s+(\w+);") is { Success: true } branch)
                successors[block].Add(branch.Groups[1].Value);
            if (line.StartsWith("bra", StringComparison.Ordinal) || line.StartsWith("ret", StringComparison.Ordinal))
                block = null;
        }
        var finished = new HashSet<string>();
        return Reaches("entry", []);

        bool Reaches(string from, HashSet<string> path)
        {
            if (finished.Contains(from))
                return false;
            if (!path.Add(from))
                return true;
            bool found = successors[from].Any(next => Reaches(next, path));
            path.Remove(from);
            finished.Add(from);
            return found;
        }
    }
}
