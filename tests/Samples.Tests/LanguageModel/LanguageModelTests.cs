using SparseLsr.Gen.Samples.LanguageModel;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.Tests.LanguageModel;

/// <summary>The language model on its own text, for a few steps.</summary>
public sealed class LanguageModelTests
{
    private static readonly Lazy<Corpus> s_corpus = new(() => new Corpus());

    [Fact]
    public void Options_are_read()
    {
        Options options = Options.Parse(["--loss", "Focal", "--steps", "7", "--seed", "3", "--checkpoint", "run"]);
        Assert.Equal(("focal", 7, 3, "run"), (options.Loss, options.Steps, options.Seed, options.Checkpoint));
        Assert.True(Options.Parse(["--help"]).Help);
    }

    [Theory]
    [InlineData("--loss takes cross-entropy, focal, sparse-lsr or z-loss, not 'hinge'.", "--loss", "hinge")]
    [InlineData("--steps takes a whole number from 1 to 1000000, not '0'.", "--steps", "0")]
    [InlineData("Unknown option '--size'. The options are --loss, --steps, --seed, --checkpoint, --help.", "--size")]
    public void Other_options_are_refused(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Options.Parse(arguments)).Message);

    [Fact]
    public void The_text_is_what_it_was_before_it_was_tokens()
    {
        const string Text = "private static double Loss(Row row) => -row.LogProb;";
        Assert.Equal(Text, s_corpus.Value.Decode(s_corpus.Value.Encode(Text)));
        Assert.True(s_corpus.Value.Tokens > 100_000);
    }

    [Fact]
    public void Each_token_is_followed_by_the_next()
    {
        using var scope = NewDisposeScope();
        foreach ((Tensor tokens, Tensor next) in
            ((Tensor, Tensor)[])[s_corpus.Value.Batch(3, 10, new Random(1)), s_corpus.Value.HeldOut(3, 10)])
        {
            Assert.Equal([3, 10], tokens.shape);
            Assert.Equal(tokens.narrow(1, 1, 9).data<long>().ToArray(), next.narrow(1, 0, 9).contiguous().data<long>().ToArray());
            Assert.InRange(tokens.max().item<long>(), 1, Corpus.Vocabulary - 1);
        }
    }

    [Fact]
    public void All_ways_to_the_loss_agree()
    {
        using var model = new Model(s_corpus.Value, "cross-entropy", 1);
        Comparison[] ways = Comparison.All(model, s_corpus.Value, 1);
        Assert.Equal(3, ways.Length);
        Assert.All(ways, way => Assert.Equal(ways[0].Losses[0], way.Losses[0], 1e-4));
    }

    [Fact]
    public void A_run_goes_on_from_its_checkpoint()
    {
        const string Loss = "sparse-lsr";
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "run");
        using var model = new Model(s_corpus.Value, Loss, 1);
        double first = model.Advance();
        model.Advance();
        model.Write(path);
        double third = model.Advance();
        Assert.True(third < first);
        using var other = new Model(s_corpus.Value, Loss, 1);
        other.Read(path);
        Assert.Equal(2, other.Step);
        Assert.Equal(third, other.Advance(), 1e-4);
        using var different = new Model(s_corpus.Value, "focal", 1);
        Assert.Contains($"is of a run with --loss {Loss} --seed 1, not --loss focal", Assert.Throws<UsageException>(() => different.Read(path)).Message);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]);
        Assert.Contains("is damaged", Assert.Throws<UsageException>(() => other.Read(path)).Message);
    }

    [Fact]
    public void It_is_evaluated_and_continues_a_text()
    {
        using var model = new Model(s_corpus.Value, "z-loss", 1);
        (double perplexity, double accuracy) = model.Evaluate();
        Assert.InRange(perplexity, 10_000, 200_000);
        Assert.InRange(accuracy, 0, 0.1);
        Assert.StartsWith("The loss", model.Continue("The loss", 3));
    }
}
