using SparseLsr.Gen.GpuChecks.Correctness;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.GpuChecks.Module;

/// <summary>The ordinary modules on a device's tensors against themselves on the CPU in float64.</summary>
internal sealed class ModuleChecks(Device device, Findings findings)
{
    private static readonly IReadOnlyDictionary<string, Func<nn.Reduction, Tensor?, SparseTargetLoss>> s_losses =
        new Dictionary<string, Func<nn.Reduction, Tensor?, SparseTargetLoss>>
        {
            [nameof(CrossEntropyLoss)] = static (reduction, weight) => new CrossEntropyLoss(weight, reduction: reduction),
            [nameof(SparseLsrLoss)] = static (reduction, weight) => new SparseLsrLoss(weight: weight, reduction: reduction),
            [nameof(LabelSmoothingLoss)] = static (reduction, weight) => new LabelSmoothingLoss(weight: weight, reduction: reduction),
            [nameof(ConfidencePenaltyLoss)] = static (reduction, weight) => new ConfidencePenaltyLoss(weight: weight, reduction: reduction),
        };

    // The values come back in the type of the logits: two of its roundings.
    private static readonly (ScalarType Type, double Allowed)[] s_types =
        [(float32, 2e-5), (bfloat16, 1.0 / 128), (float16, 1.0 / 512), (float64, 1e-10)];

    /// <param name="shapes">Batches of rows by classes.</param>
    public void Run(params ReadOnlySpan<(long Rows, long Classes)> shapes)
    {
        foreach ((long rows, long classes) in shapes)
        {
            foreach ((string name, Func<nn.Reduction, Tensor?, SparseTargetLoss> create) in s_losses)
            {
                findings.Group($"module {name}, {rows}×{classes}, {device}", () =>
                {
                    foreach ((ScalarType type, double allowed) in s_types)
                    {
                        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
                            Compare(create, reduction, type, allowed, rows, classes);
                    }
                });
            }
        }
        findings.Group($"module, bad input, {device}", BadTarget);
        findings.Group($"module, inputs of a row, {device}", Inputs);
        foreach ((ScalarType type, double allowed) in s_types)
            findings.Group($"module, forward_linear, {type}, {device}", () => Linear(type, allowed));
    }

    // A number of a row, and one of each of its classes.
    private void Inputs()
    {
        foreach ((ScalarType type, double allowed) in s_types)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = randn(33, 1001, float64).to_type(type), targets = randint(1001, 33, int64);
            Tensor teacher = randn(33, 1001, float64).softmax(1).to_type(type), advantage = randn(33, float64).to_type(type);
            Tensor oldLogProb = (randn(33, float64) - 8).to_type(type);
            using var distillation = new DistillationLoss();
            CompareGradients(
                $"DistillationLoss, {type}", [logits], allowed,
                given => distillation.forward(given[0], targets.to(given[0].device), teacher.to(given[0].dtype, given[0].device)));
            using var policy = new ClippedPolicyLoss();
            CompareGradients(
                $"ClippedPolicyLoss, {type}", [logits], allowed,
                given => policy.forward(
                    given[0], targets.to(given[0].device), advantage.to(given[0].dtype, given[0].device), oldLogProb.to(given[0].dtype, given[0].device)));
        }
    }

    // Logits are rounded to the type of the operands, and gradients of the layer to it once for each chunk.
    private void Linear(ScalarType type, double allowed)
    {
        const int Rows = 200, Width = 32, Classes = 2003;
        using DisposeScope scope = NewDisposeScope();
        Tensor targets = randint(Classes, Rows, int64);
        targets[0] = -100;
        Tensor[] operands = [randn(Rows, Width, float64).to_type(type), (randn(Classes, Width, float64) / 8).to_type(type), randn(Classes, float64).to_type(type)];
        foreach ((string name, Func<nn.Reduction, Tensor?, SparseTargetLoss> create) in s_losses)
        {
            using SparseTargetLoss loss = create(nn.Reduction.Mean, null);
            foreach (long? chunkRows in new long?[] { null, 128 })
            {
                CompareGradients(
                    $"{name}, chunks of {chunkRows?.ToString() ?? "the default size"}", operands, 8 * allowed,
                    given => loss.forward_linear(given[0], given[1], targets.to(given[0].device), given[2], chunkRows));
            }
        }
    }

    /// <summary>A result and its gradients by what it is made of, on the device against the CPU in float64.</summary>
    private void CompareGradients(string where, Tensor[] operands, double allowed, Func<Tensor[], Tensor> forward)
    {
        Tensor[] references = [.. operands.Select(operand => operand.to_type(float64).clone().requires_grad_())];
        Tensor[] given = [.. operands.Select(operand => operand.clone().to(device).detach().requires_grad_())];
        Tensor expected = forward(references), actual = forward(given);
        Near(expected, actual, allowed, where + ", value");
        expected.backward();
        actual.backward();
        for (int i = 0; i < given.Length; i++)
            Near(references[i].grad!, given[i].grad!, allowed, $"{where}, gradient {i}");
    }

    private void Compare(
        Func<nn.Reduction, Tensor?, SparseTargetLoss> create, nn.Reduction reduction, ScalarType type, double allowed, long rows, long classes)
    {
        using DisposeScope scope = NewDisposeScope();
        string where = $"{type}, reduction {reduction}";
        Tensor held = (3 * randn(rows, classes, float64)).to_type(type), targets = randint(classes, rows, int64);
        targets[0] = -100;
        Tensor weight = rand(classes, float64).to_type(type) + 0.5;
        using SparseTargetLoss cpu = create(reduction, weight.to_type(float64)), gpu = create(reduction, weight.to(device));

        // A leaf of its own also where type and device are the same.
        Tensor reference = held.to_type(float64).clone().requires_grad_();
        Tensor expected = cpu.forward(reference, targets);
        Tensor upstream = (rand_like(expected) + 0.5).to_type(type);
        expected.backward([upstream.to_type(float64)]);

        Tensor logits = held.to(device).requires_grad_(), indices = targets.to(device);
        Tensor actual = gpu.forward(logits, indices);
        Near(expected, actual, allowed, where + ", value");
        for (int backward = 1; backward <= 2; backward++)
        {
            actual.backward([upstream.to(device)], create_graph: false, retain_graph: true);
            Near(reference.grad! * backward, logits.grad!, allowed, $"{where}, gradient after {backward} backwards");
        }
        using (no_grad())
            Near(expected, gpu.forward(logits, indices), allowed, where + ", value without gradient");
        Near(expected, gpu.forward(logits.detach().t().contiguous().t(), indices), allowed, where + ", value of strided logits");
    }

    private void BadTarget()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new SparseLsrLoss(reduction: nn.Reduction.None);
        Tensor logits = randn(3, 5, device: device), good = tensor([0L, 1, 2], device: device), bad = tensor([0L, 5, 2], device: device);
        // Found by the call itself on the CPU, and by the next one on a GPU.
        string told = "nothing";
        try
        {
            Tensor losses = loss.forward(logits, bad).to_type(float64).cpu();
            findings.Check(losses.isnan().sum().item<long>() == 1, () => $"losses with a target that is no class: {losses.str()}");
            loss.forward(logits, good);
        }
        catch (ArgumentException exception)
        {
            told = exception.Message;
        }
        findings.Check(told.StartsWith("targets", StringComparison.Ordinal), () => $"a target that is no class: told {told}");
        findings.Check(loss.forward(logits, good).isfinite().all().item<bool>(), () => "a later call does not work");
    }

    private void Near(Tensor expected, Tensor actual, double allowed, string where)
    {
        double[] wanted = Numbers(expected), found = Numbers(actual);
        findings.Near(wanted, found, new Allowance(allowed, 0, 1e-7), where);
    }

    private static double[] Numbers(Tensor values) => values.detach().to_type(float64).cpu().contiguous().data<double>().ToArray();
}
