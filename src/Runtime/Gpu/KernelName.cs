using System.Reflection;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu;

/// <summary>How messages name a kernel.</summary>
internal static class KernelName
{
    /// <summary>The kernel and its type arguments, the loss's class among them.</summary>
    public static string Of(MethodInfo kernel) => $"{kernel.Name}<{string.Join(", ", kernel.GetGenericArguments().Select(Of))}>";

    private static string Of(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StatisticsLoss<>)
        ? Of(type.GetGenericArguments()[0])
        : type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name;
}
