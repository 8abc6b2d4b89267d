using Consumer;
using TorchSharp;
using static TorchSharp.torch;

if (Documented.FindWrong() is { } wrong)
{
    Console.WriteLine($"failed: {wrong}");
    return 1;
}

// Three classes, told apart by which of three numbers is the largest.
random.manual_seed(1);
using Tensor images = randn(256, 3);
using Tensor labels = images.argmax(1);
using var network = nn.Linear(3, 3);
using var optimizer = optim.SGD(network.parameters(), 1.0);
using var criterion = new TemperedLoss(strength: 0.1);

float first = 0, last = 0;
for (int step = 0; step < 30; step++)
{
    using var scope = NewDisposeScope();
    Tensor loss = criterion.call(network.call(images), labels);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    last = loss.item<float>();
    if (step == 0)
        first = last;
}

using (no_grad())
{
    using Tensor logits = network.call(images), right = logits.argmax(1).eq(labels).to(ScalarType.Float32).mean();
    // The same loss composed of torch operations is what the kernel has to agree with.
    using Tensor kernel = criterion.forward(logits, labels), composed = criterion.ComposedForward(logits, labels);
    bool isTrained = last < 0.5 * first && right.item<float>() > 0.95;
    bool agrees = Math.Abs(kernel.item<float>() - composed.item<float>()) < 1e-5;
    Console.WriteLine($"{(isTrained && agrees ? "trained" : "failed")}: {first} to {last}, accuracy {right.item<float>()}");
    return isTrained && agrees ? 0 : 1;
}
