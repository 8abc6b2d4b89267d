using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// How many sums a sweep has, as a type: a comparison of types is decided before anything is inlined, so that what a sweep does not
/// have costs nothing of the JIT's budget for inlining.
/// </summary>
internal interface ISumCount;

internal readonly struct OneSum : ISumCount;

internal readonly struct TwoSums : ISumCount;

internal readonly struct ThreeSums : ISumCount;

internal readonly struct FourSums : ISumCount;

internal readonly struct FiveSums : ISumCount;

internal readonly struct SixSums : ISumCount;

internal readonly struct SevenSums : ISumCount;

internal readonly struct EightSums : ISumCount;
