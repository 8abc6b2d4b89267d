using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Engines;

/// <summary>The ways in which the same rows may lie in memory.</summary>
internal enum Layout
{
    /// <summary>(N, C), row after row.</summary>
    Contiguous,

    /// <summary>(N, C), every other row of a wider tensor, without its first and last columns.</summary>
    Slice,

    /// <summary>(N, C), class after class.</summary>
    Transposed,

    /// <summary>(N, C), one element behind the start of the memory, so that no row is aligned.</summary>
    Offset,

    /// <summary>(N, C), one row in memory for all.</summary>
    Expanded,

    /// <summary>(N, C, d1, d2).</summary>
    Spatial,

    /// <summary>(N, C, d1, d2), the classes of a place side by side.</summary>
    ChannelsLast,
}

/// <summary>Logits and targets in a layout, and gradients out of it again.</summary>
internal static class Layouts
{
    private const int SpatialBatch = 2;
    private const int SpatialHeight = 2;

    /// <summary>The rows (N, C), all of them equal if expanded, as a leaf with the layout's shape and strides.</summary>
    public static Tensor Arrange(Layout layout, Tensor rows)
    {
        (long count, long classes) = (rows.size(0), rows.size(1));
        Tensor Memory(params long[] shape) => empty(shape, rows.dtype);
        Tensor arranged = layout switch
        {
            Layout.Contiguous => rows,
            Layout.Slice => Memory(2 * count, classes + 3).slice(0, 0, 2 * count, 2).slice(1, 2, classes + 2, 1).copy_(rows),
            Layout.Transposed => Memory(classes, count).t().copy_(rows),
            Layout.Offset => Memory(count * classes + 1).slice(0, 1, count * classes + 1, 1).view(count, classes).copy_(rows),
            Layout.Expanded => rows.slice(0, 0, 1, 1).contiguous().expand(count, classes),
            Layout.Spatial => ToSpatial(rows).contiguous(),
            _ => ToSpatial(rows),
        };
        return arranged.detach().requires_grad_();
    }

    /// <summary>Targets, or anything else of the rows' count, in the shape that goes with the logits.</summary>
    public static Tensor ArrangeRows(Layout layout, Tensor perRow) =>
        layout is Layout.Spatial or Layout.ChannelsLast ? perRow.reshape(SpatialBatch, SpatialHeight, -1) : perRow;

    /// <summary>A gradient of the arranged logits, as rows (N, C).</summary>
    public static Tensor Restore(Layout layout, Tensor gradient) =>
        layout is Layout.Spatial or Layout.ChannelsLast ? gradient.movedim([1], [-1]).reshape(-1, gradient.size(1)) : gradient;

    private static Tensor ToSpatial(Tensor rows) =>
        rows.reshape(SpatialBatch, SpatialHeight, -1, rows.size(1)).movedim([-1], [1]);
}
