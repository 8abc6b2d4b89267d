using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.Testing.Kernels;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>Every kernel that the runtime may start for a ready-made loss.</summary>
internal static class KernelCatalog
{
    private static readonly ConcurrentDictionary<string, Dictionary<MethodInfo, GpuKernel>> s_ofLosses = [];

    /// <summary>The ready-made losses of the statistics of a row, by the names of their classes.</summary>
    public static IReadOnlyList<string> Losses { get; } = [.. Shipped(withClasses: false)];

    /// <summary>The ready-made losses with functions of a class, class vectors or inputs of a row.</summary>
    public static IReadOnlyList<string> LossesOfClasses { get; } = [.. Shipped(withClasses: true)];

    /// <summary>Losses with functions of a class, written by hand.</summary>
    public static IReadOnlyList<Type> ClassLosses { get; } = [typeof(BrierKernel), typeof(TwoLevelKernel), typeof(ManySumsKernel)];

    /// <summary>All kernels of ready-made losses of statistics, those without a loss last.</summary>
    public static IEnumerable<GpuKernel> All => Losses.SelectMany(Of).Concat(WithoutLoss);

    /// <summary>The kernels that are the same for every loss: chunks of split rows, backward, and those that know of no rows.</summary>
    public static IEnumerable<GpuKernel> WithoutLoss => Layouts.SelectMany(static layout => layout.WithoutLoss()).Concat(PlainKernels.All);

    /// <summary>The kernels of a loss.</summary>
    /// <param name="loss">Its class.</param>
    public static IEnumerable<GpuKernel> Of(string loss)
    {
        if (ClassLosses.SingleOrDefault(type => type.Name == loss) is { } byHand)
            return Of(loss, byHand);
        Type type = typeof(SparseTargetLoss).Assembly.GetType($"SparseLsr.Gen.{loss}", throwOnError: true)!;
        Type kernel = Kernel(type) ?? throw new ArgumentException($"{loss} is no loss with kernels.", nameof(loss));
        if (!kernel.IsAssignableTo(typeof(IClassLoss)))
            kernel = typeof(StatisticsLoss<>).MakeGenericType(kernel);
        return Of(loss, kernel);
    }

    /// <summary>The kernels of a loss as the runtime drives it.</summary>
    /// <param name="loss">What it is called.</param>
    /// <param name="kernel">An <see cref="IClassLoss"/>.</param>
    public static IEnumerable<GpuKernel> Of(string loss, Type kernel) => Layouts.SelectMany(layout => layout.Rows(loss, kernel));

    /// <summary>The kernel of a method; null for one that is of no loss here.</summary>
    public static GpuKernel? Find(MethodInfo method)
    {
        Type[] arguments = method.GetGenericArguments();
        Type? loss = arguments.SelectMany(static type => type.GetGenericArguments().Prepend(type)).FirstOrDefault(IsLoss);
        string name = loss is null ? string.Empty : (loss.DeclaringType ?? loss).Name;
        return s_ofLosses.GetOrAdd(name, Kernels).GetValueOrDefault(method);

        static Dictionary<MethodInfo, GpuKernel> Kernels(string name) => (name switch
        {
            "" => WithoutLoss,
            _ when Losses.Contains(name) || LossesOfClasses.Contains(name) || HasClasses(name) => Of(name),
            // One that a test declares.
            _ => [],
        }).ToDictionary(static kernel => kernel.Method);

        static bool IsLoss(Type type) =>
            ClassLosses.Contains(type) || (type.Name == "Kernel" && typeof(ISparseTargetLoss).IsAssignableFrom(type.DeclaringType));
    }

    private static IEnumerable<Layout> Layouts =>
    [
        .. Float32Layouts<Int64Targets, long>("int64"),
        .. Float32Layouts<Int32Targets, int>("int32"),
        new Layout<double, double, long>("float64", sizeof(double), "int64", new RowFormat<double, DeviceFloat64Math, NativeElements<double>, double, Int64Targets, long>()),
        new Layout<double, double, int>("float64", sizeof(double), "int32", new RowFormat<double, DeviceFloat64Math, NativeElements<double>, double, Int32Targets, int>()),
    ];

    private static IEnumerable<Layout> Float32Layouts<TTargets, TTarget>(string target)
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        Layout Of<TFormat, TPack>(string element, int packBytes)
            where TFormat : struct, IPackFormat<TPack, float>
            where TPack : unmanaged =>
            new Layout<TPack, float, TTarget>(element, packBytes, target, new RowFormat<float, DeviceFloat32Math, TFormat, TPack, TTargets, TTarget>());

        yield return Of<Float32Packs, Float4>("float32", 16);
        yield return Of<NativeElements<float>, float>("float32", 4);
        yield return Of<HalfPacks<BFloat16Words>, Word4>("bfloat16", 16);
        yield return Of<HalfElements<BFloat16Words>, ushort>("bfloat16", 2);
        yield return Of<HalfPacks<Float16Words>, Word4>("float16", 16);
        yield return Of<HalfElements<Float16Words>, ushort>("float16", 2);
    }

    /// <summary>Whether a loss has functions of a class.</summary>
    public static bool HasClasses(string loss) => ClassLosses.Any(type => type.Name == loss)
        || (LossesOfClasses.Contains(loss) && HasFunctions(Kernel(typeof(SparseTargetLoss).Assembly.GetType($"SparseLsr.Gen.{loss}")!)!));

    private static IEnumerable<string> Shipped(bool withClasses) =>
        from type in typeof(SparseTargetLoss).Assembly.GetTypes()
        where !type.IsAbstract && typeof(ISparseTargetLoss).IsAssignableFrom(type) && Kernel(type)?.IsAssignableTo(typeof(IClassLoss)) == withClasses
        orderby type.Name
        select type.Name;

    private static bool HasFunctions(Type kernel) =>
        (bool)typeof(ClassFunctions<>).MakeGenericType(kernel).GetProperty(nameof(ClassFunctions<>.Exist))!.GetValue(null)!;

    private static Type? Kernel(Type loss) => loss.GetNestedType("Kernel", BindingFlags.NonPublic);

    /// <summary>The kernels for rows and targets of one layout.</summary>
    private abstract class Layout
    {
        public abstract IEnumerable<GpuKernel> Rows(string loss, Type kernel);

        public abstract IEnumerable<GpuKernel> WithoutLoss();
    }

    private sealed class Layout<TPack, TNumber, TTarget>(string element, int packBytes, string target, RowFormat<TPack, TNumber, TTarget> format) : Layout
        where TPack : unmanaged
        where TNumber : unmanaged, INumber<TNumber>
        where TTarget : unmanaged
    {
        public override IEnumerable<GpuKernel> Rows(string loss, Type kernel)
        {
            bool hasClassGradient = (bool)Property(nameof(IClassLoss.HasClassGradient));
            int sweeps = (int)Property(nameof(IClassLoss.Sweeps)), ofLoss = (int)Property(nameof(IClassLoss.LossSweeps));
            Type[] sweepTypes = [typeof(FirstSweep), typeof(SecondSweep), typeof(ThirdSweep), typeof(FourthSweep)];
            object Property(string name) => kernel.GetProperty(name)!.GetValue(null)!;

            GpuKernel Of(string method, RowMapping sharing, KernelStep step, params Type[] arguments)
            {
                MethodInfo rows = format.GetType().GetMethod(method)!;
                object[] counts = rows.GetParameters().Length == 0 ? []
                    : [step is KernelStep.Losses or KernelStep.LossesOfChunks ? ofLoss : sweeps];
                object forms = rows.MakeGenericMethod([kernel, .. arguments]).Invoke(format, counts)!;
                // The form that the driver is handed.
                var start = (Delegate)forms.GetType().GetProperty(nameof(LossKernel<,>.ByValue))!.GetValue(forms)!;
                return new GpuKernel(loss, sharing, step, element, packBytes, target, start.Method);
            }

            foreach ((RowMapping sharing, Type threads) in new[] { (RowMapping.Warp, typeof(WarpThreads)), (RowMapping.Block, typeof(BlockThreads)) })
            {
                yield return Of(nameof(format.Rows), sharing, KernelStep.Losses, threads, typeof(LossOutput));
                yield return Of(nameof(format.Rows), sharing, KernelStep.Saved, threads, typeof(SavedOutput));
                yield return Of(nameof(format.Rows), sharing, KernelStep.Gradient, threads, typeof(GradientOutput));
                if (hasClassGradient)
                    yield return Of(nameof(format.ClassBackward), sharing, KernelStep.Backward, threads);
            }
            Type before = typeof(NoSweep);
            for (int i = 0; i < sweeps; i++)
            {
                yield return Of(nameof(format.ClassChunks), RowMapping.Split, KernelStep.FirstSweep + i, before, sweepTypes[i]);
                before = typeof(NextSweep<,>).MakeGenericType(before, sweepTypes[i]);
            }
            yield return Of(nameof(format.SplitRows), RowMapping.Split, KernelStep.LossesOfChunks, typeof(LossOutput));
            yield return Of(nameof(format.SplitRows), RowMapping.Split, KernelStep.SavedOfChunks, typeof(SavedOutput));
        }

        public override IEnumerable<GpuKernel> WithoutLoss()
        {
            GpuKernel Of(Delegate start, RowMapping sharing, KernelStep step) =>
                new(null, sharing, step, element, packBytes, target, start.Method);

            yield return Of(format.Chunks<RowNeeds<No, No>>(), RowMapping.Split, KernelStep.Chunks);
            yield return Of(format.Chunks<RowNeeds<Yes, No>>(), RowMapping.Split, KernelStep.ChunksWithMean);
            yield return Of(format.Chunks<RowNeeds<No, Yes>>(), RowMapping.Split, KernelStep.ChunksWithEntropy);
            yield return Of(format.Chunks<RowNeeds<Yes, Yes>>(), RowMapping.Split, KernelStep.ChunksWithBoth);
            yield return Of(format.Backward<WarpThreads>(), RowMapping.Warp, KernelStep.Backward);
            // Split rows have the same one, on a grid of chunks.
            yield return Of(format.Backward<BlockThreads>(), RowMapping.Block, KernelStep.Backward);
        }
    }
}
