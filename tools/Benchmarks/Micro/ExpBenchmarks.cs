using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Benchmarks.Micro;

/// <summary>The exponential of a cache-resident block of float32: the runtime's, and .NET's own.</summary>
public unsafe class ExpBenchmarks
{
    private const int Length = Scratch.BlockLength;

    private readonly float[] _source = new float[Length];
    private readonly float[] _destination = new float[Length];

    /// <summary>Fills the block with numbers from −20 to 0.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        foreach (ref float value in _source.AsSpan())
            value = -20 * random.NextSingle();
    }

    /// <summary>One number after another.</summary>
    [Benchmark(Baseline = true)]
    public void MathF_Exp()
    {
        for (int i = 0; i < Length; i++)
            _destination[i] = MathF.Exp(_source[i]);
    }

    /// <summary>.NET's, eight at a time.</summary>
    [Benchmark]
    public void Vector256_Exp()
    {
        fixed (float* source = _source, destination = _destination)
        {
            for (int i = 0; i < Length; i += Vector256<float>.Count)
                Vector256.Exp(Vector256.Load(source + i)).Store(destination + i);
        }
    }

    /// <summary>The runtime's, eight at a time.</summary>
    [Benchmark]
    public void Runtime256()
    {
        fixed (float* source = _source, destination = _destination)
        {
            for (int i = 0; i < Length; i += Vector256<float>.Count)
                VectorExp.Exp<Vector256<float>, float, Lanes256<float>>(Vector256.Load(source + i)).Store(destination + i);
        }
    }

    /// <summary>The runtime's, sixteen at a time.</summary>
    [Benchmark]
    public void Runtime512()
    {
        fixed (float* source = _source, destination = _destination)
        {
            for (int i = 0; i < Length; i += Vector512<float>.Count)
                VectorExp.Exp<Vector512<float>, float, Lanes512<float>>(Vector512.Load(source + i)).Store(destination + i);
        }
    }
}
