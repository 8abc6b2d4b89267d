using System.Numerics;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Tsne;

/// <summary>Points in a space of many dimensions.</summary>
/// <param name="Values">Point by point.</param>
/// <param name="Dimensions">How many values a point has.</param>
internal sealed record Points(float[] Values, int Dimensions)
{
    public int Count => Values.Length / Dimensions;

    /// <summary>The squared distance of two points.</summary>
    public double SquaredDistance(int first, int second)
    {
        ReadOnlySpan<float> a = Values.AsSpan(first * Dimensions, Dimensions), b = Values.AsSpan(second * Dimensions, Dimensions);
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= Dimensions - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> difference = new Vector<float>(a[i..]) - new Vector<float>(b[i..]);
            sums += difference * difference;
        }
        double sum = Vector.Sum(sums);
        for (; i < Dimensions; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
