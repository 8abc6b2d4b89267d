using System.Reflection;
using Microsoft.ML.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Samples.LanguageModel;

/// <summary>The text inside this program as tokens of GPT-2's vocabulary; the last twentieth is not trained on.</summary>
internal sealed class Corpus
{
    private const int HeldOutShare = 20;

    private readonly Tokenizer _tokenizer = TiktokenTokenizer.CreateForModel("gpt2");
    private readonly long[] _tokens;
    private readonly int _trained;

    public Corpus()
    {
        Assembly assembly = typeof(Corpus).Assembly;
        _tokens =
        [
            .. assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
                .SelectMany(name => _tokenizer.EncodeToIds(Read(assembly, name))).Select(id => (long)id),
        ];
        _trained = _tokens.Length - _tokens.Length / HeldOutShare;
    }

    /// <summary>V.</summary>
    public static int Vocabulary => 50257;

    public int Tokens => _tokens.Length;

    /// <summary>Windows of the text, each at a place of its own, and the token that follows each of theirs.</summary>
    /// <param name="windows">N, the number of windows.</param>
    /// <param name="length">T, their length.</param>
    /// <param name="random">Where the places come from.</param>
    /// <returns>(N, T) and (N, T), int64.</returns>
    public (Tensor Tokens, Tensor Next) Batch(int windows, int length, Random random) =>
        Windows([.. Enumerable.Range(0, windows).Select(_ => random.Next(_trained - length - 1))], length);

    /// <summary>The first windows of the part that is not trained on.</summary>
    public (Tensor Tokens, Tensor Next) HeldOut(int windows, int length) =>
        Windows([.. Enumerable.Range(0, windows).Select(window => _trained + window * length)], length);

    public long[] Encode(string text) => [.. _tokenizer.EncodeToIds(text).Select(id => (long)id)];

    public string Decode(IEnumerable<long> tokens) => _tokenizer.Decode(tokens.Select(token => (int)token)) ?? string.Empty;

    private (Tensor Tokens, Tensor Next) Windows(int[] places, int length)
    {
        long[] shape = [places.Length, length];
        return (
            tensor([.. places.SelectMany(place => _tokens.AsSpan(place, length).ToArray())], shape),
            tensor([.. places.SelectMany(place => _tokens.AsSpan(place + 1, length).ToArray())], shape));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
