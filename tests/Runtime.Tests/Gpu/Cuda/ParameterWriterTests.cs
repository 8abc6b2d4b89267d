using System.Reflection;
using ILGPU;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Tests.Gpu.Cuda;

/// <summary>What is written for a parameter has its fields in their order, and the size that PTX declares.</summary>
public sealed unsafe class ParameterWriterTests
{
    [Fact]
    public void Rows() => Check<RowBatch<Float4, float, long>>(
        RowKernels.Backward<float, DeviceFloat32Math, Float32Packs, Float4, WarpThreads, Int64Targets, long>);

    [Fact]
    public void Reductions() => Check<ReductionBatch<double, int>>(
        ReductionKernels.Sum<double, DeviceFloat64Math, int, RowLoss<double, int>, BatchLoss<double, int>>);

    [Fact]
    public void Products() => Check<ScaleBatch<Word4, ushort>>(
        ScaleKernel.Multiply<float, HalfPacks<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>);

    private static void Check<TBatch>(Action<TBatch> kernel)
        where TBatch : struct, IKernelParameter
    {
        object batch = default(TBatch);
        var expected = new List<byte>();
        int number = 1;
        Fill(batch);
        while (expected.Count % 8 != 0)
            expected.Add(0);

        var bytes = new byte[ParameterWriter.Capacity];
        var writer = new ParameterWriter(bytes);
        ((TBatch)batch).Write(ref writer);
        Assert.Equal(expected, bytes[..writer.Length]);

        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        Assert.Matches($@"\.param \.align 8 \.b8 \w+\[{writer.Length}\]\n\)", compiler.Compile(kernel.Method, 128).ReplaceLineEndings("\n"));

        void Fill(object value)
        {
            foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).OrderBy(field => field.MetadataToken))
                FillField(value, field);
        }

        void FillField(object batch, FieldInfo field)
        {
            if (field.FieldType == typeof(InputViews<float>))
            {
                object inputs = field.GetValue(batch)!;
                Fill(inputs);
                field.SetValue(batch, inputs);
                return;
            }
            if (field.FieldType == typeof(int) || field.FieldType == typeof(long))
            {
                field.SetValue(batch, field.FieldType == typeof(int) ? number : (object)(long)number);
                expected.AddRange(field.FieldType == typeof(int) ? BitConverter.GetBytes(number) : BitConverter.GetBytes((long)number));
                number++;
                return;
            }
            MethodInfo view = typeof(ParameterWriterTests).GetMethod(nameof(View), BindingFlags.NonPublic | BindingFlags.Static)!;
            field.SetValue(batch, view.MakeGenericMethod(field.FieldType.GetGenericArguments()).Invoke(null, [0x1000L * number, (long)number]));
            expected.AddRange([.. BitConverter.GetBytes(0x1000L * number), .. BitConverter.GetBytes((long)number)]);
            number++;
        }
    }

    private static ArrayView<T> View<T>(long address, long length)
        where T : unmanaged =>
        DeviceMemory.View<T>((void*)address, length);
}
