namespace SparseLsr.Gen.Interactive.Tests;

public sealed class ImageCacheTests
{
    private static readonly LossImage s_image = new([], []);

    [Fact]
    public void The_text_that_was_asked_for_longest_ago_goes_first()
    {
        var cache = new ImageCache(capacity: 2);
        cache.Add("a", s_image);
        cache.Add("b", s_image);
        Assert.True(cache.TryGet("a", out _));
        cache.Add("c", s_image);
        Assert.True(cache.TryGet("a", out _));
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("c", out _));
    }

    [Fact]
    public void The_first_image_of_a_text_stays()
    {
        var cache = new ImageCache(capacity: 1);
        cache.Add("a", s_image);
        cache.Add("a", new LossImage([1], []));
        Assert.True(cache.TryGet("a", out LossImage? image));
        Assert.Same(s_image, image);
    }
}
