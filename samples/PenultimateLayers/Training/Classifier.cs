using SparseLsr.Gen.Samples.PenultimateLayers.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SparseLsr.Gen.Samples.PenultimateLayers.Training;

/// <summary>A network for images, whose last layer but one can be looked at.</summary>
internal sealed class Classifier : Module<Tensor, Tensor>
{
    /// <summary>The networks that can be asked for.</summary>
    public static readonly string[] Models = ["alexnet", "small"];

    // What AlexNet is made for.
    private const int AlexNetInput = 32;

    private readonly Sequential _body;
    private readonly Linear _head;

    private Classifier(Sequential body, int features, int classes)
        : base(nameof(Classifier))
    {
        _body = body;
        _head = Linear(features, classes);
        RegisterComponents();
        foreach (Module module in modules())
            Initialize(module);
    }

    /// <summary>A network with random weights: Kaiming's normal initialisation, biases of 0.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    /// <param name="shape">Of the images.</param>
    /// <param name="classes">C.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static Classifier Create(string model, ImageShape shape, int classes, int seed)
    {
        random.manual_seed(seed);
        return model == "alexnet" ? AlexNet(shape, classes) : Small(shape, classes);
    }

    /// <param name="input">Images (N, channels, height, width).</param>
    /// <returns>Logits (N, C).</returns>
    public override Tensor forward(Tensor input) => _head.call(Penultimate(input));

    /// <summary>The activations of the last layer but one, (N, features).</summary>
    public Tensor Penultimate(Tensor input) => _body.call(input);

    /// <summary>
    /// The network of the published script, after Krizhevsky et al. 2012. Its images have 32 × 32 pixels: smaller ones are enlarged
    /// by the largest whole number that fits (digits by 4), and get a margin to 32 (Fashion-MNIST one of 2).
    /// </summary>
    private static Classifier AlexNet(ImageShape shape, int classes)
    {
        int scale = AlexNetInput / Math.Max(shape.Height, shape.Width);
        (int top, int bottom) = Margins(shape.Height);
        (int left, int right) = Margins(shape.Width);
        return new Classifier(
            Sequential(
                Upsample(scale_factor: [scale, scale], mode: UpsampleMode.Nearest),
                ZeroPad2d((left, right, top, bottom)),
                Conv2d(shape.Channels, 64, 3, stride: 2, padding: 1), ReLU(inplace: true), MaxPool2d(2),
                Conv2d(64, 192, 3, padding: 1), ReLU(inplace: true), MaxPool2d(2),
                Conv2d(192, 384, 3, padding: 1), ReLU(inplace: true),
                Conv2d(384, 256, 3, padding: 1), ReLU(inplace: true),
                Conv2d(256, 256, 3, padding: 1), ReLU(inplace: true), MaxPool2d(2),
                Flatten(),
                Linear(256 * 2 * 2, 4096), ReLU(inplace: true),
                Linear(4096, 4096), ReLU(inplace: true)),
            4096, classes);

        (int Before, int After) Margins(int size)
        {
            int margin = AlexNetInput - scale * size;
            return (margin / 2, margin - margin / 2);
        }
    }

    /// <summary>Three convolutions with batch normalisation and a hidden layer, for machines without a GPU.</summary>
    private static Classifier Small(ImageShape shape, int classes) => new(
        Sequential(
            Conv2d(shape.Channels, 16, 3, padding: 1), BatchNorm2d(16), ReLU(inplace: true), MaxPool2d(2),
            Conv2d(16, 32, 3, padding: 1), BatchNorm2d(32), ReLU(inplace: true), MaxPool2d(2),
            Conv2d(32, 64, 3, padding: 1), BatchNorm2d(64), ReLU(inplace: true), MaxPool2d(2),
            Flatten(),
            Linear(64 * (shape.Height / 8) * (shape.Width / 8), 128), ReLU(inplace: true)),
        128, classes);

    private static void Initialize(Module module)
    {
        (Tensor? weight, Tensor? bias) = module switch
        {
            Conv2d convolution => (convolution.weight, convolution.bias),
            Linear linear => (linear.weight, linear.bias),
            _ => (null, null),
        };
        if (weight is null)
            return;
        init.kaiming_normal_(weight);
        init.zeros_(bias!);
    }
}
