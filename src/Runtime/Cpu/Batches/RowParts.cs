using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>How processes that each hold some classes of every row give each other numbers.</summary>
internal interface IPartExchange
{
    /// <summary>The first numbers of all processes, after a check that all of them have the same rows.</summary>
    /// <param name="rows">Is the same for the same targets and the same numbers that come with the rows.</param>
    /// <param name="own">Those of this process.</param>
    /// <returns>Those of each process, in the order of their classes.</returns>
    double[][] GatherRows(ulong rows, double[] own);

    /// <summary>Further ones.</summary>
    double[][] Gather(double[] own);
}

/// <summary>
/// Which classes of every row a process holds, and what all processes have of a row. To each, the classes of the others are chunks of the
/// row whose sums it is given. They are kept, so that a backward gathers nothing.
/// </summary>
/// <param name="firstClasses">The number of the first class of each process, and behind them C.</param>
/// <param name="own">Which of the processes this is.</param>
/// <param name="wantsGradient">Whether a gradient is wanted, in forward or in a later backward.</param>
/// <param name="exchange">How numbers are gathered.</param>
internal sealed class RowParts(long[] firstClasses, int own, bool wantsGradient, IPartExchange exchange)
{
    /// <summary>The number of the first class that this process holds.</summary>
    public long FirstClass => firstClasses[own];

    /// <summary>C.</summary>
    public long RowClasses => firstClasses[^1];

    public IPartExchange Exchange => exchange;

    /// <summary>What has been gathered of each row; null before the first exchange.</summary>
    public GatheredRow[]? Rows { get; set; }

    /// <summary>What has been gathered of each sweep that was made: the sums of all classes of each row.</summary>
    public ClassSums<double>[]?[] Sweeps { get; } = new ClassSums<double>[]?[SweepSums<double>.Length];

    /// <summary>Whether sums that only a gradient needs are to be gathered, be it that the gradient is written in a backward.</summary>
    public bool GathersForGradient => Rows is not null && wantsGradient;

    /// <summary>Whether this process holds a class.</summary>
    public bool Holds(long target) => target >= FirstClass && target < firstClasses[own + 1];

    /// <summary>The process that holds a class, or −1.</summary>
    public int Owner(long target)
    {
        for (int i = 0; i + 1 < firstClasses.Length; i++)
        {
            if (target >= firstClasses[i] && target < firstClasses[i + 1])
                return i;
        }
        return -1;
    }
}

/// <summary>What all processes have of a row that is not ignored.</summary>
internal struct GatheredRow
{
    /// <summary>The sums over all other classes.</summary>
    public RowSums<double, Float64Math> Sums;

    /// <summary>z_t, before it is transformed.</summary>
    public double TargetLogit;

    /// <summary>The weight of the target's class, 1 where there are none.</summary>
    public double Weight;

    /// <summary>The elements at the target of class vectors and class inputs.</summary>
    public RowInputs<double> Inputs;
}
