using SparseLsr.Gen.Samples.PenultimateLayers.Data;

namespace SparseLsr.Gen.Samples.Tests.Data;

public sealed class BatchesTests
{
    private static readonly DataSet s_digits = DataSet.Digits(seed: 1);

    [Fact]
    public void The_split_keeps_the_share_of_every_class_and_loses_no_image()
    {
        Assert.Equal((1437, 360), (s_digits.Training.Count + s_digits.Validation.Count, s_digits.Test.Count));
        for (byte digit = 0; digit < 10; digit++)
        {
            int training = s_digits.Training.Labels.Count(label => label == digit);
            int validation = s_digits.Validation.Labels.Count(label => label == digit);
            Assert.Equal((int)Math.Round(0.1 * (training + validation)), validation);
        }
        Assert.NotEqual(s_digits.Validation.Pixels, DataSet.Digits(seed: 2).Validation.Pixels);
    }

    [Fact]
    public void A_batch_is_a_function_of_the_seed_and_the_step()
    {
        var batches = new Batches(s_digits, seed: 3, mostImages: 100);
        for (long step = 0; step < 30; step++)
        {
            Batch batch = batches.Take(step), fresh = new Batches(s_digits, seed: 3, mostImages: 100).Take(step);
            Assert.Equal(fresh.Labels, batch.Labels);
            Assert.Equal(fresh.Images, batch.Images);
        }
        Assert.NotEqual(batches.Take(0).Images, new Batches(s_digits, seed: 4, mostImages: 100).Take(0).Images);
    }

    [Fact]
    public void An_epoch_shows_each_image_once()
    {
        LabelledImages all = Numbered(50, new ImageShape(1, 3, 3));
        DataSet data = Data(all, new Augmentation(0, Flip: false));
        var batches = new Batches(data, seed: 3, mostImages: 10);
        (float mean, float scale) = data.Channels[0];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            IEnumerable<float[]> images = Enumerable.Range(epoch * 5, 5).SelectMany(step => batches.Take(step).Images.Chunk(9));
            float[] seen = [.. images.Select(image => image[4])];
            Assert.Equal(Enumerable.Range(0, 50), seen.Select(value => (int)Math.Round(value / scale + mean)).Order());
        }
    }

    [Fact]
    public void Images_are_shifted_up_to_the_padding_and_mirrored()
    {
        // One bright pixel, off the middle column.
        var shape = new ImageShape(1, 9, 9);
        var pixels = new byte[shape.Size];
        pixels[4 * 9 + 3] = 255;
        DataSet data = Data(new LabelledImages(shape, pixels, [0]), new Augmentation(2, Flip: true));
        var places = new HashSet<(int Row, int Column)>();
        for (int step = 0; step < 2000; step++)
        {
            float[] image = new Batches(data, seed: 0, mostImages: 1).Take(step).Images;
            int brightest = Array.IndexOf(image, image.Max());
            places.Add((brightest / 9, brightest % 9));
        }
        var expected = new HashSet<(int, int)>();
        for (int row = 2; row <= 6; row++)
        {
            for (int column = 1; column <= 7; column++)
                expected.Add((row, column));
        }
        Assert.True(places.SetEquals(expected), string.Join(" ", places.Order()));
    }

    [Fact]
    public void Plain_images_have_mean_0_and_variance_1_in_each_channel()
    {
        var shape = new ImageShape(3, 4, 4);
        byte[] pixels = [.. Enumerable.Range(0, 20 * shape.Size).Select(i => (byte)(i * 37 % 251 / (1 + i / 16 % 3)))];
        DataSet data = Data(new LabelledImages(shape, pixels, new byte[20]), new Augmentation(4, Flip: true));
        Batch batch = Batches.Plain(data, data.Training, 0, 20);
        for (int channel = 0; channel < 3; channel++)
        {
            float[] values = [.. batch.Images.Where((_, i) => i / 16 % 3 == channel)];
            Assert.Equal(0, values.Average(), 1e-4);
            Assert.Equal(1, values.Average(value => value * value), 1e-4);
        }
    }

    private static DataSet Data(LabelledImages images, Augmentation augmentation) =>
        new("test", ["0"], augmentation, images, images, images);

    private static LabelledImages Numbered(int count, ImageShape shape) => new(
        shape, [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, shape.Size))], new byte[count]);
}
