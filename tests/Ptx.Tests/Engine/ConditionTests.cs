using System.Numerics;
using ILGPU;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Testing.Kernels;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <summary>The conditions of losses with functions of a class, as the compiler translates them, also for NaN.</summary>
public sealed unsafe class ConditionTests
{
    private static readonly double[] s_numbers = [double.NegativeInfinity, -1, 0, 1, double.PositiveInfinity, double.NaN];

    [Fact]
    public void Conditions_of_float32() => Check<float, DeviceFloat32Math>();

    [Fact]
    public void Conditions_of_float64() => Check<double, DeviceFloat64Math>();

    /// <summary>Writes which conditions hold, as a sum of powers of two.</summary>
    internal static void Conditions<T, TMath>(ArrayView<T> x, ArrayView<T> y, ArrayView<T> holding)
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>, IClassMath<T, bool>
    {
        int i = Group.IdxX;
        holding[i] = Holding<T, TMath>(x[i], y[i]);
    }

    private static T Holding<T, TMath>(T x, T y)
        where T : unmanaged, INumber<T>
        where TMath : struct, IClassMath<T, bool>
    {
        bool less = TMath.Less(x, y), lessOrEqual = TMath.LessOrEqual(x, y), equal = TMath.Equal(x, y);
        return Power<T, TMath>(less, 1) + Power<T, TMath>(lessOrEqual, 2) + Power<T, TMath>(equal, 4) + Power<T, TMath>(TMath.Not(less), 8)
            + Power<T, TMath>(TMath.Not(lessOrEqual), 16) + Power<T, TMath>(TMath.Not(equal), 32)
            + Power<T, TMath>(TMath.And(lessOrEqual, TMath.Not(equal)), 64) + Power<T, TMath>(TMath.Or(less, equal), 128)
            + Power<T, TMath>(TMath.Not(TMath.Or(equal, TMath.And(less, lessOrEqual))), 256);
    }

    private static T Power<T, TMath>(bool condition, double value)
        where T : unmanaged, INumber<T>
        where TMath : struct, IClassMath<T, bool> =>
        TMath.Select(condition, TMath.Of(value), TMath.Of(0));

    private static void Check<T, TMath>()
        where T : unmanaged, INumber<T>
        where TMath : struct, IRowMath<T>, IClassMath<T, bool>
    {
        (double X, double Y)[] pairs = [.. from x in s_numbers from y in s_numbers select (x, y)];
        var memory = new T[3 * pairs.Length];
        for (int i = 0; i < pairs.Length; i++)
            (memory[i], memory[pairs.Length + i]) = (T.CreateTruncating(pairs[i].X), T.CreateTruncating(pairs[i].Y));

        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        string ptx = compiler.Compile(((Action<ArrayView<T>, ArrayView<T>, ArrayView<T>>)Conditions<T, TMath>).Method, pairs.Length);
        using var machine = new Machine(new ExecutionOptions());
        fixed (T* start = memory)
        {
            var arguments = new List<byte>();
            for (int view = 0; view < 3; view++)
            {
                arguments.AddRange(BitConverter.GetBytes((long)(start + view * pairs.Length)));
                arguments.AddRange(BitConverter.GetBytes((long)pairs.Length));
            }
            var all = new MemoryView("memory", (long)start, memory.Length * sizeof(T), sizeof(T), MemoryAccess.ReadWrite, null);
            machine.Run(
                LoadedKernels.Get(ptx, "Kernel_Conditions", fusesMultiplyAdd: false), new LaunchGrid(1, 1, pairs.Length, 0), [.. arguments], [all]);
        }
        Assert.Empty(machine.Faults.All);
        for (int i = 0; i < pairs.Length; i++)
        {
            double expected = Holding<double, ScalarClassMath>(pairs[i].X, pairs[i].Y);
            Assert.True(expected == double.CreateTruncating(memory[2 * pairs.Length + i]), $"{pairs[i]}: {memory[2 * pairs.Length + i]}, expected {expected}");
        }
    }
}
