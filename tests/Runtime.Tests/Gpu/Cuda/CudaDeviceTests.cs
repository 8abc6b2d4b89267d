using System.Runtime.InteropServices;
using ILGPU;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Engines;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Gpu.Cuda;

/// <summary>What the module asks of the CUDA driver, with a driver that starts nothing and tensors in the host's memory.</summary>
public sealed unsafe class CudaDeviceTests : IDisposable
{
    private const int Rows = 3;
    private const int Classes = 8;

    private readonly FakeDriver _driver = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Losses => [.. LossTable.Defaults.Select(loss => loss.Loss).Distinct().Where(loss => !ShippedLosses.DeclaresWeight(loss))];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_argument_is_where_PTX_reads_it(string name)
    {
        LossCase loss = LossTable.Defaults.First(row => row.Loss == name);
        Tensor weight = ones(Classes), logits = Logits(), targets = zeros([Rows], int32);
        using SparseTargetLoss module = TestedLosses.Named(name).Create(loss.Arguments, weight, 7, nn.Reduction.Mean);
        var device = new CudaDevice(_driver, Cache(), 3);
        module.Core.Emulation = device;
        Tensor result = module.forward(logits, targets);
        result.backward();

        Assert.All(_driver.Launches, launch => Assert.Equal(FakeDriver.Context + 13, launch.InContext));
        FakeDriver.Launch[] launches = [.. _driver.Launches];
        Assert.Equal(["Kernel_Sum", "Kernel_Rows", "Kernel_Sum", "Kernel_Multiply"], launches.Select(launch => launch.Entry));

        // The loss itself, by value: as many numbers of float64 as it is made of, or one byte for one that is made of none.
        Type kernel = typeof(CrossEntropyLoss).Assembly.GetType($"SparseLsr.Gen.{name}")!.GetNestedType("Kernel", System.Reflection.BindingFlags.NonPublic)!;
        Assert.Equal(Marshal.SizeOf(kernel), launches[1].Arguments[0].Length);

        // The batch: eleven views of address and length, then numbers; the metrics and the inputs of the rows: thirteen views and a number.
        byte[] batch = launches[1].Arguments[1];
        long[] words = [.. MemoryMarshal.Cast<byte, long>(batch)];
        Assert.Equal(216 + 13 * 16 + 8, batch.Length);
        Assert.Equal(((long)LibTorchSharp.Data(logits), Rows * Classes / 4), (words[0], words[1]));
        Assert.Equal(Rows * Classes / 4, words[3]);
        Assert.Equal(((long)LibTorchSharp.Data(targets), Rows), (words[4], words[5]));
        Assert.Equal(Classes, words[7]);
        Assert.Equal((0L, 0L), (words[8], words[9]));
        Assert.Equal(1, words[11]);
        Assert.Equal((0L, 0L), (words[12], words[13]));
        Assert.Equal(Rows, words[15]);
        Assert.Equal((0L, 0L, 0L, 0L), (words[16], words[17], words[18], words[19]));
        Assert.Equal(1, words[21]);
        Assert.Equal([Rows, Classes, 7], words[22..25]);
        // The rows begin with a pack.
        Assert.Equal([0, Classes / 4, 1], MemoryMarshal.Cast<byte, int>(batch)[50..53].ToArray());

        // What is multiplied by the upstream gradient is what was written.
        long[] scaled = [.. MemoryMarshal.Cast<byte, long>(launches[3].Arguments[0])];
        Assert.Equal([words[2], words[3]], scaled[..2]);
        Assert.Equal(1, scaled[3]);
    }

    [Fact]
    public void Reductions_get_theirs()
    {
        using var module = new CrossEntropyLoss(ignore_index: 7) { Core = { Emulation = new CudaDevice(_driver, Cache(), 0) } };
        Tensor logits = Logits(), targets = zeros([Rows], int64);
        module.forward(logits, targets);
        long[][] sums = [.. _driver.Launches.Where(launch => launch.Entry == "Kernel_Sum").Select(launch => MemoryMarshal.Cast<byte, long>(launch.Arguments[0]).ToArray())];
        Assert.All(sums, words => Assert.Equal(15, words.Length));
        Assert.Equal(((long)LibTorchSharp.Data(targets), Rows), (sums[0][0], sums[0][1]));
        // The scale that the first writes is the one that the second reads.
        Assert.Equal(sums[0][8..10], sums[1][8..10]);
        Assert.Equal([Rows, Classes, 7], sums[0][12..15]);
        Assert.Equal(Rows, sums[1][5]);
        Assert.Equal(1, sums[1][11]);
    }

    [Fact]
    public void Rows_without_reduction_keep_terms_and_take_what_is_upstream()
    {
        using var module = new SparseLsrLoss(reduction: nn.Reduction.None) { Core = { Emulation = new CudaDevice(_driver, Cache(), 0) } };
        Tensor logits = Logits();
        module.forward(logits, zeros([Rows], int64)).sum().backward();
        FakeDriver.Launch[] launches = [.. _driver.Launches];
        Assert.Equal(["Kernel_Rows", "Kernel_Backward"], launches.Select(launch => launch.Entry));
        long[] forward = [.. MemoryMarshal.Cast<byte, long>(launches[0].Arguments[1])], backward = [.. MemoryMarshal.Cast<byte, long>(launches[1].Arguments[0])];
        Assert.Equal(Rows * 5, forward[17]);
        Assert.Equal(forward[16..18], backward[16..18]);
        Assert.Equal(Rows, backward[13]);
    }

    [Fact]
    public void Grids_are_those_of_the_table()
    {
        var device = new CudaDevice(_driver, Cache(), 0);
        using var module = new CrossEntropyLoss(reduction: nn.Reduction.Sum) { Core = { Emulation = device } };
        module.forward(Logits().detach(), zeros([Rows], int64));
        LaunchConfiguration configuration = device.Configure(Rows, Classes / 4, 16, LaunchConfiguration.LargestBlockSize, cached: false);
        Assert.Equal(new KernelGrid(new Index2D(1, 1), configuration.BlockSize, LaunchConfiguration.WarpBlockSize), _driver.Launches.First().Grid);
    }

    [Fact]
    public void Rows_that_are_visited_twice_get_shared_memory()
    {
        const int Many = 40_000;
        var device = new CudaDevice(_driver, Cache(), 0);
        using var module = new CrossEntropyLoss(reduction: nn.Reduction.Sum) { Core = { Emulation = device } };
        Tensor logits = zeros(80, Many).requires_grad_(), targets = zeros([80], int64);
        module.forward(logits, targets);
        LaunchConfiguration configuration = device.Configure(80, Many / 4, 16, LaunchConfiguration.LargestBlockSize, cached: true);
        FakeDriver.Launch rows = _driver.Launches.First();
        Assert.True(configuration.SharedBytes(16) > 48 << 10);
        Assert.Equal(new KernelGrid(new Index2D(80, 1), configuration.BlockSize, LaunchConfiguration.LargestBlockSize, configuration.SharedBytes(16)), rows.Grid);
        Assert.Equal(configuration.CachedPacks, MemoryMarshal.Cast<byte, int>(rows.Arguments[1])[53]);

        _driver.Failures["cuFuncSetAttribute"] = 1;
        module.forward(logits, targets);
        using var other = new SparseLsrLoss { Core = { Emulation = device } };
        Assert.StartsWith("Giving the kernel Rows<SparseLsrLoss.Kernel", Assert.Throws<GpuException>(() => other.forward(logits, targets)).Message);
    }

    [Fact]
    public void A_kernel_is_loaded_once_however_many_threads_ask_for_it()
    {
        using var module = new CrossEntropyLoss(reduction: nn.Reduction.Sum) { Core = { Emulation = new CudaDevice(_driver, Cache(), 0) } };
        Parallel.For(0, 8, _ =>
        {
            using DisposeScope scope = NewDisposeScope();
            module.forward(Logits().detach(), zeros([Rows], int64));
        });
        Assert.Equal(2, _driver.Modules);
        Assert.Equal(16, _driver.Launches.Count);
    }

    [Theory]
    [InlineData("cuLaunchKernel", 701, "Starting the kernel Rows<CrossEntropyLoss.Kernel", "does not fit on this device")]
    [InlineData("cuModuleLoadDataEx", 222, "Loading the kernel Rows<CrossEntropyLoss.Kernel", "update it to one of CUDA 11.8")]
    [InlineData("cuModuleLoadDataEx", 2, "Loading the kernel Rows<CrossEntropyLoss.Kernel", "memory is full")]
    [InlineData("cuModuleGetFunction", 500, "Loading the kernel Rows<CrossEntropyLoss.Kernel", "Nothing was started")]
    [InlineData("cuCtxPushCurrent", 709, "Entering the primary context of cuda:0", "restart the process")]
    public void An_error_of_the_driver_names_kernel_code_and_cure_and_later_calls_work(string function, int code, string action, string cure)
    {
        using var module = new CrossEntropyLoss(reduction: nn.Reduction.Sum) { Core = { Emulation = new CudaDevice(_driver, Cache(), 0) } };
        Tensor logits = Logits(), targets = zeros([Rows], int64);
        double[] before = Gradients(logits);
        _driver.Failures[function] = code;
        _driver.Log = "ptxas says so";
        var thrown = Assert.Throws<GpuException>(() => module.forward(logits, targets));
        Assert.Equal(code, thrown.Code);
        Assert.StartsWith(action, thrown.Message);
        Assert.Contains($"CUDA_ERROR_{code}, of that kind (code {code})", thrown.Message);
        Assert.Contains(cure, thrown.Message);
        Assert.Equal(function == "cuModuleLoadDataEx", thrown.Message.Contains("ptxas says so"));
        Assert.Equal(0, _driver.Depth);
        Assert.Equal(before, Gradients(logits));
        Assert.Empty(_driver.Launches);

        _driver.Failures.Clear();
        module.forward(logits, targets);
        Assert.Equal(2, _driver.Launches.Count);
        Assert.Equal(0, _driver.Depth);
    }

    [Fact]
    public void An_error_in_backward_reaches_its_caller()
    {
        using var module = new CrossEntropyLoss(reduction: nn.Reduction.None) { Core = { Emulation = new CudaDevice(_driver, Cache(), 0) } };
        Tensor logits = Logits();
        Tensor loss = module.forward(logits, zeros([Rows], int64)).sum();
        _driver.Failures["cuLaunchKernel"] = 719;
        var thrown = Assert.Throws<ExternalException>(() => loss.backward());
        var cause = Assert.IsType<GpuException>(thrown.Data[SparseTargetLoss.BackwardExceptionKey]);
        Assert.StartsWith("Starting the kernel Backward", cause.Message);
        Assert.Null(logits.grad);
    }

    [Fact]
    public void Every_device_is_found_by_its_own_number()
    {
        _ = new CudaDevice(_driver, Cache(), 0);
        _ = new CudaDevice(_driver, Cache(), 5);
        Assert.Equal([0, 5], _driver.Ordinals);
    }

    [Fact]
    public void A_device_that_is_not_there_is_named()
    {
        _driver.Failures["cuDeviceGet"] = 101;
        var thrown = Assert.Throws<GpuException>(() => new CudaDevice(_driver, Cache(), 5));
        Assert.Equal("Finding cuda:5 failed with CUDA_ERROR_101, of that kind (code 101). There is no such device: check CUDA_VISIBLE_DEVICES, or move logits and targets to the CPU.", thrown.Message);
    }

    [Fact]
    public void Other_warps_than_of_32_lanes_are_refused()
    {
        _driver.Attributes[CudaAttribute.WarpSize] = 64;
        Assert.StartsWith("cuda:0 has warps of 64 lanes", Assert.Throws<GpuException>(() => new CudaDevice(_driver, Cache(), 0)).Message);
    }

    [Fact]
    public void Rows_of_16_bits_need_a_newer_device_than_others()
    {
        _driver.Attributes[CudaAttribute.CapabilityMajor] = 7;
        using var module = new CrossEntropyLoss { Core = { Emulation = new CudaDevice(_driver, Cache(), 0) } };
        Tensor targets = zeros([Rows], int64);
        module.forward(Logits(), targets);
        foreach (ScalarType type in (ScalarType[])[bfloat16, float16])
        {
            var thrown = Assert.Throws<ArgumentException>("logits", () => module.forward(Logits().to_type(type), targets));
            Assert.StartsWith($"logits has dtype {type} on cpu, whose compute capability is below 8.0; expected Float32 or Float64 there.", thrown.Message);
        }
    }

    [Fact]
    public void Without_a_driver_the_message_says_so() =>
        Assert.StartsWith(
            "The NVIDIA driver cannot be loaded (libcuda.so.1, on Windows nvcuda.dll)",
            CudaErrors.NoDriver(new DllNotFoundException()).Message);

    [Fact]
    public void Without_dynamic_code_the_message_names_the_property() =>
        Assert.Contains("'#:property PublishAot=false'", CudaErrors.NoDynamicCode().Message);

    private static Tensor Logits() => arange(Rows * Classes, dtype: float32).reshape(Rows, Classes).requires_grad_();

    private static double[] Gradients(Tensor tensor) => Tests.Torch.Gradients.Numbers(tensor);

    private static PtxCache Cache() => TestKernels.Shared.Cache;
}
