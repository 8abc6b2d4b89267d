using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>Images with the digit that each shows.</summary>
/// <param name="Images">Shape (N, 64), float32, ink from 0 to 1.</param>
/// <param name="Labels">Shape (N), int64, 0 to 9.</param>
internal sealed record LabelledImages(Tensor Images, Tensor Labels) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>The handwritten digits (<see cref="DigitImage"/>), parted into images to train on and images to test with.</summary>
internal sealed record Digits(LabelledImages Training, LabelledImages Test) : IDisposable
{
    public const int Pixels = DigitImage.Size * DigitImage.Size;
    public const int Classes = 10;

    /// <summary>Reads the digits out of the program itself.</summary>
    public static Digits Load()
    {
        ReadOnlySpan<DigitImage> images = DigitImage.Read();
        return new Digits(Labelled(images[DigitImage.TestImages..]), Labelled(images[..DigitImage.TestImages]));
    }

    public void Dispose()
    {
        Training.Dispose();
        Test.Dispose();
    }

    private static LabelledImages Labelled(ReadOnlySpan<DigitImage> digits)
    {
        var images = new float[digits.Length, Pixels];
        var labels = new long[digits.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            for (int pixel = 0; pixel < Pixels; pixel++)
                images[i, pixel] = (float)digits[i].Pixels[pixel] / DigitImage.FullInk;
            labels[i] = digits[i].Digit;
        }
        return new LabelledImages(tensor(images), tensor(labels));
    }
}
