using System.Numerics;
using System.Reflection;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>Every kernel that the runtime may start for a ready-made loss.</summary>
internal static class KernelCatalog
{
    /// <summary>The ready-made losses, by the names of their classes.</summary>
    public static IReadOnlyList<string> Losses { get; } =
    [
        .. from type in typeof(SparseTargetLoss).Assembly.GetTypes()
           where type.BaseType == typeof(SparseTargetLoss) && Kernel(type) is not null
           orderby type.Name
           select type.Name,
    ];

    /// <summary>All kernels, those without a loss last.</summary>
    public static IEnumerable<GpuKernel> All => Losses.SelectMany(Of).Concat(WithoutLoss);

    /// <summary>The kernels that are the same for every loss: backward from terms, and those that know of no rows.</summary>
    public static IEnumerable<GpuKernel> WithoutLoss => Layouts.SelectMany(static layout => layout.Backward()).Concat(PlainKernels.All);

    /// <summary>The kernels of a loss.</summary>
    /// <param name="loss">Its class.</param>
    public static IEnumerable<GpuKernel> Of(string loss)
    {
        Type type = typeof(SparseTargetLoss).Assembly.GetType($"SparseLsr.Gen.{loss}", throwOnError: true)!;
        Type kernel = Kernel(type) ?? throw new ArgumentException($"{loss} is no loss with kernels.", nameof(loss));
        return Layouts.SelectMany(layout => layout.Rows(loss, kernel));
    }

    private static IEnumerable<Layout> Layouts =>
    [
        .. Float32Layouts<Int64Targets, long>("int64"),
        .. Float32Layouts<Int32Targets, int>("int32"),
        new Layout<double, double, long>("float64", sizeof(double), "int64", new Float64Format<Int64Targets, long>()),
        new Layout<double, double, int>("float64", sizeof(double), "int32", new Float64Format<Int32Targets, int>()),
    ];

    private static IEnumerable<Layout> Float32Layouts<TTargets, TTarget>(string target)
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        Layout Of<TFormat, TPiece>(string element, int pieceBytes)
            where TFormat : struct, IPieceFormat<TPiece, float>
            where TPiece : unmanaged =>
            new Layout<TPiece, float, TTarget>(element, pieceBytes, target, new Float32Format<TFormat, TPiece, TTargets, TTarget>());

        yield return Of<Float32Pieces, Float4>("float32", 16);
        yield return Of<NativeElements<float>, float>("float32", 4);
        yield return Of<HalfPieces<BFloat16Words>, Word4>("bfloat16", 16);
        yield return Of<HalfElements<BFloat16Words>, ushort>("bfloat16", 2);
        yield return Of<HalfPieces<Float16Words>, Word4>("float16", 16);
        yield return Of<HalfElements<Float16Words>, ushort>("float16", 2);
    }

    private static Type? Kernel(Type loss) => loss.GetNestedType("Kernel", BindingFlags.NonPublic);

    /// <summary>The kernels for rows and targets of one layout.</summary>
    private abstract class Layout
    {
        public abstract IEnumerable<GpuKernel> Rows(string loss, Type kernel);

        public abstract IEnumerable<GpuKernel> Backward();
    }

    private sealed class Layout<TPiece, TNumber, TTarget>(string element, int pieceBytes, string target, RowFormat<TPiece, TNumber, TTarget> format) : Layout
        where TPiece : unmanaged
        where TNumber : unmanaged, INumber<TNumber>
        where TTarget : unmanaged
    {
        public override IEnumerable<GpuKernel> Rows(string loss, Type kernel)
        {
            GpuKernel Of<TThreads, TSource, TOutput>(RowSharing sharing, KernelStep step)
            {
                MethodInfo rows = format.GetType().GetMethod(nameof(format.Rows))!;
                object forms = rows.MakeGenericMethod(kernel, typeof(TThreads), typeof(TSource), typeof(TOutput)).Invoke(format, null)!;
                // The form that the driver is handed.
                var start = (Delegate)forms.GetType().GetProperty(nameof(LossKernel<,>.ByValue))!.GetValue(forms)!;
                return new GpuKernel(loss, sharing, step, element, pieceBytes, target, start.Method);
            }

            yield return Of<WarpThreads, LogitSource, LossOutput>(RowSharing.Warp, KernelStep.Losses);
            yield return Of<WarpThreads, LogitSource, TermsOutput>(RowSharing.Warp, KernelStep.Terms);
            yield return Of<WarpThreads, LogitSource, GradientOutput>(RowSharing.Warp, KernelStep.Gradient);
            yield return Of<GroupThreads, LogitSource, LossOutput>(RowSharing.Group, KernelStep.Losses);
            yield return Of<GroupThreads, LogitSource, TermsOutput>(RowSharing.Group, KernelStep.Terms);
            yield return Of<GroupThreads, LogitSource, GradientOutput>(RowSharing.Group, KernelStep.Gradient);
            yield return Of<GroupThreads, LogitSource, PartialOutput>(RowSharing.Split, KernelStep.Partial);
            yield return Of<WarpThreads, PartialSource, LossOutput>(RowSharing.Split, KernelStep.LossesOfPartial);
            yield return Of<WarpThreads, PartialSource, TermsOutput>(RowSharing.Split, KernelStep.TermsOfPartial);
        }

        public override IEnumerable<GpuKernel> Backward()
        {
            GpuKernel Of<TThreads>(RowSharing sharing)
                where TThreads : struct, IRowThreads =>
                new(null, sharing, KernelStep.Backward, element, pieceBytes, target, format.Backward<TThreads>().Method);

            yield return Of<WarpThreads>(RowSharing.Warp);
            // Split rows have the same one, on a grid of chunks.
            yield return Of<GroupThreads>(RowSharing.Group);
        }
    }
}
