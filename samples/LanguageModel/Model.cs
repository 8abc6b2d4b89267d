using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>The transformer, the layer over the vocabulary with its loss, and their optimizer.</summary>
internal sealed class Model : IDisposable
{
    /// <summary>The windows of a batch.</summary>
    public const int Windows = 8;

    /// <summary>The windows that are not trained on and looked at.</summary>
    private const int HeldOutWindows = 16;

    private const string Magic = "SparseLsr.Gen language model 1";

    private readonly string _loss;
    private readonly int _seed;
    private readonly Corpus _corpus;
    private readonly AdamW _optimizer;
    private readonly CrossEntropyLoss _measure = new();

    /// <param name="corpus">The text.</param>
    /// <param name="loss">A name of <see cref="Losses"/>.</param>
    /// <param name="seed">The same one gives the same weights and batches.</param>
    public Model(Corpus corpus, string loss, int seed)
    {
        random.manual_seed(seed);
        (_corpus, _loss, _seed) = (corpus, loss, seed);
        Body = new Transformer();
        Head = new LinearLoss(nn.Linear(Transformer.Features, Corpus.Vocabulary, hasBias: false), Losses.Create(loss));
        _optimizer = optim.AdamW([.. Body.parameters(), .. Head.parameters()], 2e-3, weight_decay: 0.01);
    }

    public Transformer Body { get; }

    public LinearLoss Head { get; }

    /// <summary>The steps made so far.</summary>
    public int Step { get; private set; }

    /// <summary>Trains on one batch.</summary>
    /// <returns>Its loss.</returns>
    public double Advance()
    {
        using DisposeScope scope = NewDisposeScope();
        // Its own numbers for each step, so that a run that is taken up again sees the same batches.
        (Tensor tokens, Tensor next) = _corpus.Batch(Windows, Transformer.Context, new Random(HashCode(_seed, Step)));
        Tensor loss = Head.call(Body.call(tokens), next);
        _optimizer.zero_grad();
        loss.backward();
        _optimizer.step();
        Step++;
        return loss.item<float>();
    }

    /// <summary>How well it does on text that it is not trained on.</summary>
    /// <returns>exp of the mean cross entropy, and the share of tokens that it finds likeliest, 0 to 1.</returns>
    public (double Perplexity, double Accuracy) Evaluate()
    {
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        (Tensor tokens, Tensor next) = _corpus.HeldOut(HeldOutWindows, Transformer.Context);
        (Tensor loss, CrossEntropyLoss.Metrics metrics) =
            _measure.forward_linear_with_metrics(Body.call(tokens), Head.linear.weight, next);
        return (Math.Exp(loss.item<float>()), (metrics.IsCorrect.sum() / metrics.Count).item<float>());
    }

    /// <summary>Goes on from a text, token by token.</summary>
    /// <param name="text">Its beginning.</param>
    /// <param name="count">How many tokens.</param>
    public string Continue(string text, int count)
    {
        const int Likeliest = 20;
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        random.manual_seed(_seed);
        List<long> tokens = [.. _corpus.Encode(text)];
        for (int i = 0; i < count; i++)
        {
            long[] seen = [.. tokens.TakeLast(Transformer.Context)];
            Tensor hidden = Body.call(tensor(seen, [1, seen.Length])).select(1, -1);
            (Tensor values, Tensor places) = Head.linear.call(hidden).reshape(-1).topk(Likeliest);
            tokens.Add(places[nn.functional.softmax(values, 0).multinomial(1)].item<long>());
        }
        return _corpus.Decode(tokens);
    }

    /// <summary>Writes the run beside the last one and then puts it in its place.</summary>
    public void Write(string path)
    {
        string partial = path + ".part";
        using (var writer = new BinaryWriter(File.Create(partial)))
        {
            writer.Write(Magic);
            writer.Write(_loss);
            writer.Write(_seed);
            writer.Write(Step);
            Body.save(writer);
            Head.save(writer);
            _optimizer.save_state_dict(writer);
        }
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Goes to where a run was written.</summary>
    /// <exception cref="UsageException">It is damaged, or of a run with other settings.</exception>
    public void Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        try
        {
            if (reader.ReadString() != Magic)
                throw new UsageException($"{path} is no checkpoint of this sample. Remove it to start over.");
            (string loss, int seed) = (reader.ReadString(), reader.ReadInt32());
            if (loss != _loss || seed != _seed)
                throw new UsageException($"{path} is of a run with --loss {loss} --seed {seed}, not --loss {_loss} --seed {_seed}.");
            Step = reader.ReadInt32();
            Body.load(reader);
            Head.load(reader);
            _optimizer.load_state_dict(reader);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new UsageException($"{path} is damaged. Remove it to start over.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _measure.Dispose();
        Body.Dispose();
        Head.Dispose();
    }

    // The same in every process, unlike System.HashCode.
    private static int HashCode(int seed, int step) => unchecked(seed * 1_000_003 + step);
}
