using ScottPlot;

namespace SparseLsr.Gen.Samples.Figures;

/// <summary>Colours that the colour-blind tell apart.</summary>
public static class FigureColors
{
    /// <summary>Blue and orange for two things, and a grey for what they are compared with.</summary>
    public static readonly Color First = Color.FromHex("#0b559f"), Second = Color.FromHex("#d1660a");

    /// <inheritdoc cref="First"/>
    public static readonly Color Reference = Color.FromHex("#94a4a2");

    /// <summary>Ten classes (Petroff, "Accessible color sequences for data visualization", 2021).</summary>
    public static readonly Color[] Classes =
    [
        .. new[]
        {
            "#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd",
        }.Select(hex => Color.FromHex(hex)),
    ];

    /// <summary>One marker for each of ten classes, so that no two depend on colour alone.</summary>
    public static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
        MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown,
    ];

    private static readonly ScottPlot.Colormaps.Viridis s_sequence = new();

    /// <summary>
    /// A series of values that grow: lightness falls with them, so that they keep their order in grey too. The lightest yellows of
    /// the map are left out, which white paper swallows.
    /// </summary>
    public static Color Step(int index, int count) =>
        s_sequence.GetColor(count < 2 ? 0.3 : 0.85 * (1 - index / (count - 1.0)));
}
