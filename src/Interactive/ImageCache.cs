using System.Diagnostics.CodeAnalysis;

namespace SparseLsr.Gen.Interactive;

/// <summary>The images of the texts that were asked for last. They are bytes, so that keeping them keeps no assembly loaded.</summary>
internal sealed class ImageCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Text, LossImage Image)>> _nodes = [];

    // The one asked for last is first.
    private readonly LinkedList<(string Text, LossImage Image)> _order = [];

    public bool TryGet(string text, [NotNullWhen(true)] out LossImage? image)
    {
        lock (_gate)
        {
            image = null;
            if (!_nodes.TryGetValue(text, out LinkedListNode<(string Text, LossImage Image)>? node))
                return false;
            _order.Remove(node);
            _order.AddFirst(node);
            image = node.Value.Image;
            return true;
        }
    }

    /// <summary>Adds an image, unless another thread has added one of the same text meanwhile.</summary>
    public void Add(string text, LossImage image)
    {
        lock (_gate)
        {
            if (_nodes.ContainsKey(text))
                return;
            _nodes[text] = _order.AddFirst((text, image));
            if (_nodes.Count <= capacity)
                return;
            _nodes.Remove(_order.Last!.Value.Text);
            _order.RemoveLast();
        }
    }
}
