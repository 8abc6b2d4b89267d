using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Instructions;

/// <summary>
/// The operations that kernels apply to every element, in vectors of 16 lanes: on float32 with subnormal numbers as zeros, bit for
/// bit as <see cref="BinaryInstruction{TOperation, TLeft, TRight, TResult}"/> with <see cref="Flushed"/> would.
/// </summary>
internal sealed unsafe class VectorInstruction(VectorOperator operation, int destination, int left, int right) : Instruction, IBinaryInstruction
{
    private const int VectorLanes = 16;
    private const uint VectorMask = (1 << VectorLanes) - 1;

    private static readonly Vector512<uint> s_laneBits = Vector512.Create(
        1u, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);

    public int Destination => destination;

    public int Left => left;

    public int Right => right;

    public override void Execute(Warp warp, uint lanes)
    {
        var a = (float*)(warp.Registers + left);
        var b = (float*)(warp.Registers + right);
        var result = (float*)(warp.Registers + destination);
        Execute(a, b, result, lanes & VectorMask);
        Execute(a + VectorLanes, b + VectorLanes, result + VectorLanes, lanes >> VectorLanes);
    }

    private void Execute(float* left, float* right, float* destination, uint lanes)
    {
        if (lanes == 0)
            return;
        Vector512<float> a = Flush(Vector512.Load(left)), b = Flush(Vector512.Load(right));
        Vector512<float> result = Canonical(operation switch
        {
            VectorOperator.Add => a + b,
            VectorOperator.Subtract => a - b,
            VectorOperator.Multiply => a * b,
            _ => Vector512.MaxNumber(a, b),
        });
        result = Flush(result);
        if (lanes != VectorMask)
        {
            Vector512<uint> written = ~Vector512.Equals(Vector512.Create(lanes) & s_laneBits, Vector512<uint>.Zero);
            result = Vector512.ConditionalSelect(written.AsSingle(), result, Vector512.Load(destination));
        }
        result.Store(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Canonical(Vector512<float> value) =>
        Vector512.ConditionalSelect(Vector512.Equals(value, value), value, Vector512.Create(CanonicalNaN.SingleBits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Flush(Vector512<float> value)
    {
        Vector512<uint> bits = value.AsUInt32();
        Vector512<uint> tiny = Vector512.Equals(bits & Vector512.Create(0x7F800000u), Vector512<uint>.Zero);
        return (bits & (~tiny | Vector512.Create(0x80000000u))).AsSingle();
    }
}
