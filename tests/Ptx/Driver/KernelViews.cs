using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>Finds the views among a kernel's arguments: what it may access of global memory.</summary>
/// <param name="memory">The memory that they lie in.</param>
internal sealed class KernelViews(GlobalMemory memory)
{
    private const int ViewBytes = 16;
    private const int ViewAlignment = 8;

    /// <summary>What no kernel writes.</summary>
    private static readonly string[] s_inputs = ["Logits", "Targets", "Weights", "Upstream", "Factor"];

    /// <summary>What kernels over rows of logits write, and do not read.</summary>
    private static readonly string[] s_outputs = ["Gradient", "Losses", "Flag"];

    /// <summary>The views, of their exact sizes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">Its arguments, as PTX lays them out.</param>
    /// <param name="offsets">Where each of them begins.</param>
    public IReadOnlyList<MemoryView> Of(MethodInfo kernel, byte[] arguments, IEnumerable<int> offsets)
    {
        var views = new List<MemoryView>();
        foreach ((ParameterInfo parameter, int offset) in kernel.GetParameters().Zip(offsets))
            Add(views, parameter.ParameterType, arguments, offset);
        return views;
    }

    private int Add(List<MemoryView> views, Type type, byte[] arguments, int offset)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        bool isOverRows = fields.Any(static field => field.Name == s_inputs[0]);
        foreach (FieldInfo field in fields.OrderBy(static field => field.MetadataToken))
        {
            if (field.FieldType is { IsGenericType: true } view && view.GetGenericTypeDefinition() == typeof(ArrayView<>))
            {
                offset = Align(offset, ViewAlignment);
                Add(views, field, Access(field.Name, isOverRows), BitConverter.ToInt64(arguments, offset), BitConverter.ToInt64(arguments, offset + sizeof(long)));
                offset += ViewBytes;
            }
            else if (field.FieldType.IsPrimitive)
            {
                int bytes = Marshal.SizeOf(field.FieldType);
                offset = Align(offset, bytes) + bytes;
            }
            else
            {
                offset = Add(views, field.FieldType, arguments, offset);
            }
        }
        return offset;
    }

    private void Add(List<MemoryView> views, FieldInfo field, MemoryAccess access, long start, long length)
    {
        if (length == 0)
            return;
        int elementBytes = Marshal.SizeOf(field.FieldType.GetGenericArguments()[0]);
        long bytes = length * elementBytes;
        views.Add(new MemoryView(field.Name, start, bytes, elementBytes, access, memory.Find(start, bytes)));
    }

    private static MemoryAccess Access(string field, bool isOverRows) => s_inputs.Contains(field)
        ? MemoryAccess.Read
        : isOverRows && s_outputs.Contains(field) ? MemoryAccess.Write : MemoryAccess.ReadWrite;

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
