using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Interactive.Tests;

/// <summary>What is compiled from text is what a project would declare.</summary>
public sealed class LossCompilerTests
{
    [Fact]
    public void A_module_gives_the_loss_and_the_gradient_of_the_declared_one()
    {
        using CompiledLoss compiled = Texts.Compile(Texts.Focal);
        using SparseTargetLoss module = compiled.Create(new { gamma = 1.5 }, ignore_index: 2, reduction: nn.Reduction.Sum);
        using var declared = new FocalLoss(gamma: 1.5, ignore_index: 2, reduction: nn.Reduction.Sum);
        Assert.Equal(Step(declared), Step(module));
        Assert.Equal("DeclaredLoss", module.GetName());
        Assert.Equal(2, module.ignore_index);
        Assert.Empty(compiled.Diagnostics);
        Assert.Equal(Texts.Focal, compiled.Text);
    }

    [Fact]
    public void Weights_and_gradients_in_place_are_options_of_a_module()
    {
        using CompiledLoss compiled = Texts.Compile(Texts.Focal);
        using Tensor weight = tensor(new[] { 1f, 2, 3, 4 });
        using SparseTargetLoss module = compiled.Create(weight: weight, inplace_gradient: true);
        using var declared = new FocalLoss(gamma: 2, weight: weight);
        Assert.True(module.inplace_gradient);
        Assert.Equal(Step(declared), Step(module));
    }

    [Fact]
    public void Everything_of_the_language_can_be_text()
    {
        using CompiledLoss compiled = Texts.Compile(Texts.Everything);
        Assert.Equal(
            ["ClassVector alpha", "[Learned] double scale = 1", "double lambda = 1"],
            compiled.Parameters.Select(parameter => parameter.ToString()));
        Assert.Equal(["importance", "cost"], compiled.Inputs);
        Assert.Equal(["Entropy"], compiled.Metrics);

        using var scope = NewDisposeScope();
        Tensor alpha = tensor(new[] { 1.0, 2, 3, 4 }), importance = rand(6), cost = rand(6, 4);
        SparseTargetLoss2 module = compiled.Create<SparseTargetLoss2>(new { alpha, scale = 2, lambda = 3f });
        (Tensor logits, Tensor targets) = Batch();
        Tensor loss = module.call(logits, targets, importance, cost);
        loss.backward();

        Tensor scaled = 2 * logits.detach();
        Tensor picked = scaled.log_softmax(1).gather(1, targets.unsqueeze(1)).squeeze(1);
        Tensor expected = (-importance * alpha[targets].to(float32) * picked + 1.5 * (cost * scaled.softmax(1)).sum(1)).mean();
        Assert.Equal(expected.item<float>(), loss.item<float>(), 1e-5);
        Assert.Equal(["scale"], module.named_parameters().Select(parameter => parameter.name));
        Assert.NotNull(module.get_parameter("scale")!.grad);
    }

    [Fact]
    public void Metrics_are_returned_by_name()
    {
        using CompiledLoss compiled = Texts.Compile(Texts.Everything);
        using var scope = NewDisposeScope();
        using var module = compiled.Create<SparseTargetLoss2>(new Dictionary<string, object> { ["alpha"] = ones(4) });
        (Tensor logits, Tensor targets) = Batch();
        Tensor importance = ones(6), cost = ones(6, 4);
        var (loss, metrics) = compiled.forward_with_metrics(module, logits, targets, importance, cost);
        Assert.Equal(module.call(logits, targets, importance, cost).item<float>(), loss.item<float>());
        Assert.Equal(["Count", "Entropy"], metrics.Keys.Order());
        Tensor probabilities = logits.detach().softmax(1);
        Tensor entropy = -(probabilities * probabilities.log()).sum(1);
        Assert.True(metrics["Entropy"].allclose(entropy, rtol: 1e-5, atol: 1e-6));
        Assert.Equal(6, metrics["Count"].item<long>());
    }

    [Fact]
    public void Metrics_are_asked_for_with_a_module_and_the_tensors_of_the_loss()
    {
        using CompiledLoss with = Texts.Compile(Texts.Everything), without = Texts.Compile(Texts.Focal);
        using Tensor alpha = ones(4);
        using var module = with.Create<SparseTargetLoss2>(new { alpha });
        using SparseTargetLoss other = without.Create();
        (Tensor logits, Tensor targets) = Batch();
        Assert.Throws<InvalidOperationException>(() => without.forward_with_metrics(other, logits, targets));
        Assert.Throws<ArgumentException>("module", () => with.forward_with_metrics(other, logits, targets, logits, logits));
        var missing = Assert.Throws<ArgumentException>("tensors", () => with.forward_with_metrics(module, logits, targets));
        Assert.Contains("4 tensors (logits, targets, importance, cost), not 2", missing.Message);
    }

    [Theory]
    [InlineData("[SparseTargetLoss] sealed partial class ScaledLoss { static double Loss(Row row, double k = 1) => -k * row.LogProb; }")]
    [InlineData(
        """
        using Number = double;

        namespace Mine.Own;

        [SparseTargetLoss]
        internal sealed partial class ScaledLoss
        {
            private static double Loss(Row row, double k = Other.One) => -k * row.LogProb;
        }

        internal static class Other
        {
            public const Number One = 1;
        }
        """)]
    [InlineData("partial class Outer { [SparseTargetLoss] partial class ScaledLoss { static double Loss(Row row) => -row.LogProb; } }")]
    public void A_class_can_be_text(string text)
    {
        using CompiledLoss compiled = Texts.Compile(text);
        using SparseTargetLoss module = compiled.Create();
        using var declared = new CrossEntropyLoss();
        Assert.Equal("ScaledLoss", compiled.ModuleType.Name);
        Assert.Equal(Step(declared), Step(module));
    }

    [Fact]
    public void Learned_numbers_are_trained()
    {
        using CompiledLoss compiled = Texts.Compile(Texts.Numbered(1));
        using SparseTargetLoss module = compiled.Create(new { w = 0.5 });
        Parameter w = module.get_parameter("w")!;
        Assert.Equal(0.5, w.item<double>());
        using optim.Optimizer optimizer = optim.SGD(module.parameters(), 0.1);
        Step(module);
        optimizer.step();
        Assert.NotEqual(0.5, w.item<double>());
    }

    [Fact]
    public void The_class_evaluates_rows_without_torch()
    {
        using CompiledLoss compiled = Texts.Compile(Texts.Focal);
        var evaluate = compiled.ModuleType.GetMethod("Evaluate", [typeof(ReadOnlySpan<double>), typeof(int), typeof(double)])!
            .CreateDelegate<Func<ReadOnlySpan<double>, int, double, double>>();
        Assert.Equal(FocalLoss.Evaluate([1.0, -2, 0.5], target: 1, gamma: 3), evaluate([1.0, -2, 0.5], 1, 3));
    }

    [Fact]
    public void A_text_is_compiled_once_and_loaded_each_time()
    {
        const string Text = "static double Loss(Row row) => -2 * row.LogProb;";
        using CompiledLoss first = Texts.Compile(Text), second = Texts.Compile(Text);
        Assert.Same(first.Diagnostics, second.Diagnostics);
        Assert.NotSame(first.ModuleType.Assembly, second.ModuleType.Assembly);
        // The GPU's kernels are kept on disk by this.
        Assert.Equal(first.ModuleType.Module.ModuleVersionId, second.ModuleType.Module.ModuleVersionId);
    }

    [Fact]
    public void Threads_compile_at_once()
    {
        double[] losses = new double[8];
        Parallel.For(0, losses.Length, i =>
        {
            using CompiledLoss compiled = Texts.Compile(Texts.Numbered(100 + i / 2));
            using SparseTargetLoss module = compiled.Create();
            losses[i] = Step(module)[0];
        });
        Assert.All(Enumerable.Range(0, 4), pair => Assert.Equal(losses[2 * pair], losses[2 * pair + 1]));
        Assert.Equal(4, losses.Distinct().Count());
    }

    [Fact]
    public void A_compilation_can_be_stopped()
    {
        Assert.Throws<OperationCanceledException>(() => LossCompiler.Compile(Texts.Numbered(200), new CancellationToken(canceled: true)));
        using CompiledLoss compiled = Texts.Compile(Texts.Numbered(200));
        Assert.Single(compiled.Parameters);
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        using CompiledLoss compiled = Texts.Compile("static double Loss(Row row, double k = -0.5) => k * row.LogProb;");
        Assert.Equal("double k = -0.5", compiled.Parameters[0].ToString());
        using SparseTargetLoss module = compiled.Create(new { k = -1.0m });
        using var declared = new CrossEntropyLoss();
        Assert.Equal(Step(declared), Step(module));
    }

    /// <summary>The loss, then its gradient.</summary>
    private static float[] Step(SparseTargetLoss module)
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor targets) = Batch();
        Tensor loss = module.call(logits, targets);
        loss.backward();
        return [loss.item<float>(), .. logits.grad!.data<float>()];
    }

    private static (Tensor Logits, Tensor Targets) Batch()
    {
        float[] values = [.. Enumerable.Range(0, 24).Select(i => MathF.Sin(i * i))];
        return (tensor(values, [6, 4]).requires_grad_(), tensor(new long[] { 0, 1, 2, 3, 0, 1 }));
    }
}
