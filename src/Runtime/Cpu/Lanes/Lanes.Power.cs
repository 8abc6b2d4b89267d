using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    internal readonly partial struct Functions
    {
        public static Value Pow(Value x, Value y) => EachLane(x, y, &Float64Math.Pow);
    }
}
