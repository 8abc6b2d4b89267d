using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Losses;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>How much is checked.</summary>
internal sealed record CheckScope
{
    /// <summary>The losses that are put through every kernel: one for each form.</summary>
    public IReadOnlyList<string> Forms { get; init; } = CheckedLoss.Forms;

    /// <summary>The losses that are put through the main kernels: the others.</summary>
    public IReadOnlyList<string> Others { get; init; } =
    [
        .. CheckedLoss.All.Select(loss => loss.Name).Except(CheckedLoss.Forms), .. CheckedLoss.OfClassesAlone,
        .. CheckedLoss.WithClasses.Select(loss => loss.Name),
    ];

    /// <summary>Which threads share a row.</summary>
    public RowMapping[] Sharings { get; init; } = Enum.GetValues<RowMapping>();

    /// <summary>The types of logits.</summary>
    public required string[] Elements { get; init; }

    /// <summary>The types of targets.</summary>
    public required string[] Targets { get; init; }

    /// <summary>The numbers of classes that they get.</summary>
    public required int[] Classes { get; init; }

    /// <summary>Those that the others get.</summary>
    public required int[] OtherClasses { get; init; }

    /// <summary>Those that are laid out by the runtime's table.</summary>
    public required int[] TableClasses { get; init; }

    /// <summary>The threads of a block whose warps have a row each.</summary>
    public required int[] WarpBlockSizes { get; init; }

    /// <summary>The threads of a block that shares a row.</summary>
    public required int[] RowGroupSizes { get; init; }

    /// <summary>The numbers of rows that are summed up.</summary>
    public required int[] MeanRows { get; init; }

    public required HugeShape[] HugeShapes { get; init; }

    /// <summary>For a GPU.</summary>
    public static CheckScope Device { get; } = new()
    {
        Elements = ["float32", "bfloat16", "float16", "float64"],
        Targets = ["int64", "int32"],
        Classes = [1, 2, 3, 8, 31, 32, 33, 127, 128, 129, 256, 1023, 1024, 1025, 4096, 4099],
        OtherClasses = [2, 33, 128, 1025, 4096],
        TableClasses = [7, 512, 8192, 32_768, 50_257, 128_256, 262_144],
        WarpBlockSizes = [LaunchConfiguration.WarpBlockSize],
        RowGroupSizes = [64, LaunchConfiguration.LargestBlockSize],
        MeanRows = [1, 255, 4096, 4097, 100_003, 3_000_017],
        HugeShapes = [new(300, 4096, null, 300_000), new(300, 50_257, null, 300_000), new(40, 262_144, null, 300_000), .. HugeShape.All],
    };

    /// <summary>For the emulation: every thread of it is one of the system's, so that batches are few and blocks small.</summary>
    public static CheckScope Emulated { get; } = Device with
    {
        Forms = [CheckedLoss.Forms[0]],
        Others = [.. CheckedLoss.All.Select(loss => loss.Name).Except([CheckedLoss.Forms[0]])],
        Targets = ["int32"],
        Classes = [136],
        OtherClasses = [3],
        TableClasses = [1032],
        WarpBlockSizes = [64],
        RowGroupSizes = [32],
        MeanRows = [1, 255, 4097],
        HugeShapes =
        [
            new(20, 24, RowMapping.Warp, 100) { BlockSize = 64 }, new(20, 24, RowMapping.Block, 100) { BlockSize = 64 },
            new(20, 264, RowMapping.Split, 1000) { BlockSize = 32 }, .. HugeShape.All,
        ],
    };

    public IEnumerable<int> GroupSizes(RowMapping sharing) => sharing == RowMapping.Warp ? WarpBlockSizes : RowGroupSizes;
}
