using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>A decoder of a few blocks: what a linear layer over the vocabulary makes the logits of the next token from.</summary>
internal sealed class Transformer : nn.Module<Tensor, Tensor>
{
    /// <summary>T, the most tokens that it sees at one time.</summary>
    public const int Context = 128;

    /// <summary>H.</summary>
    public const int Features = 128;

    private const int Blocks = 3;
    private const int Heads = 4;

    private readonly Embedding _tokens = nn.Embedding(Corpus.Vocabulary, Features);
    private readonly Embedding _places = nn.Embedding(Context, Features);
    private readonly ModuleList<Block> _blocks = new([.. Enumerable.Range(0, Blocks).Select(_ => new Block())]);
    private readonly LayerNorm _norm = nn.LayerNorm(Features);

    public Transformer()
        : base(nameof(Transformer))
    {
        RegisterComponents();
        foreach (Embedding embedding in (Embedding[])[_tokens, _places])
            nn.init.normal_(embedding.weight!, 0, 0.02);
    }

    /// <param name="input">Tokens (N, T), T at most <see cref="Context"/>.</param>
    /// <returns>(N, T, H).</returns>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = _tokens.call(input) + _places.call(arange(input.size(1)));
        foreach (Block block in _blocks)
            hidden = block.call(hidden);
        return _norm.call(hidden).MoveToOuterDisposeScope();
    }

    /// <summary>Attention to the tokens before, then a layer of each token's own; both are added to what came in.</summary>
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly LayerNorm _first = nn.LayerNorm(Features);
        private readonly Linear _attention = nn.Linear(Features, 3 * Features);
        private readonly Linear _joined = nn.Linear(Features, Features);
        private readonly LayerNorm _second = nn.LayerNorm(Features);
        private readonly Linear _wide = nn.Linear(Features, 4 * Features);
        private readonly Linear _narrow = nn.Linear(4 * Features, Features);

        public Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor hidden = input + Attend(_first.call(input));
            return hidden + _narrow.call(nn.functional.gelu(_wide.call(_second.call(hidden))));
        }

        private Tensor Attend(Tensor input)
        {
            (long windows, long length) = (input.size(0), input.size(1));
            Tensor[] parts = _attention.call(input).chunk(3, 2);
            Tensor[] heads = [.. parts.Select(part => part.reshape(windows, length, Heads, Features / Heads).transpose(1, 2))];
            Tensor attended = nn.functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], is_casual: true);
            return _joined.call(attended.transpose(1, 2).reshape(windows, length, Features));
        }
    }
}
