using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The element types that targets come in.</summary>
internal enum TargetType
{
    Int64,
    Int32,
    UInt8,
}

/// <summary>
/// A batch of rows in memory that the caller keeps alive: logits in, row losses and gradient out. All strides are in elements.
/// Every target has been checked: it is a class, or the ignored index.
/// </summary>
internal sealed unsafe class CpuBatch : ILossAction
{
    public required ElementType ElementType { get; init; }

    /// <summary>The number of classes C, at least 1; of those that this process holds, where there are <see cref="Parts"/>.</summary>
    public required long Classes { get; init; }

    /// <summary>Where other processes hold other classes of the rows: all classes and what is gathered of them; null elsewhere.</summary>
    public RowParts? Parts { get; init; }

    /// <summary>The sizes of the row dimensions (N, d1, d2, ...), outermost first; their product is the number of rows.</summary>
    public required long[] Sizes { get; init; }

    public required void* Logits { get; init; }

    /// <summary>The logits' stride along each row dimension.</summary>
    public required long[] LogitStrides { get; init; }

    public required long LogitClassStride { get; init; }

    public required TargetType TargetType { get; init; }

    public required void* Targets { get; init; }

    /// <summary>The targets' stride along each row dimension.</summary>
    public required long[] TargetStrides { get; init; }

    public required long IgnoreIndex { get; init; }

    /// <summary>The weight of each class as float64, or null for weights of 1.</summary>
    public required double[]? Weight { get; init; }

    /// <summary>The loss's class vectors, one number a class each.</summary>
    public double[][] ClassVectors { get; init; } = [];

    /// <summary>The numbers that come with the rows, those of all rows for each of the loss's row inputs.</summary>
    public double[][] RowInputs { get; init; } = [];

    /// <summary>The class inputs of the loss.</summary>
    public ClassInput[] ClassInputs { get; init; } = [];

    /// <summary>
    /// Where the derivatives of the row losses by the row inputs go, weighted, those of all rows for each, 0 for an ignored row; empty
    /// where they are not wanted.
    /// </summary>
    public double[][] InputGradients { get; init; } = [];

    /// <summary>Where the metrics of the rows go, those of all rows for each, 0 for an ignored row; empty where they are not wanted.</summary>
    public double[][] Metrics { get; init; } = [];

    /// <summary>Where each row's loss goes, weighted, 0 for an ignored row; null where only the gradient is wanted.</summary>
    public double* Losses { get; init; }

    /// <summary>Where the gradient goes, of the logits' type; null where only the losses are wanted.</summary>
    public void* Gradient { get; init; }

    /// <summary>The gradient's stride along each row dimension.</summary>
    public long[] GradientStrides { get; init; } = [];

    public long GradientClassStride { get; init; }

    /// <summary>What every row's gradient is multiplied by, in addition to its weight.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The upstream gradient of each row, contiguous; null for ones.</summary>
    public double* Upstream { get; init; }

    /// <summary>The most threads to use.</summary>
    public required int Threads { get; init; }

    /// <summary>The number of rows.</summary>
    public long Rows
    {
        get
        {
            long rows = 1;
            foreach (long size in Sizes)
                rows *= size;
            return rows;
        }
    }

    /// <summary>The target at an offset in elements.</summary>
    public long Target(long offset) => TargetType switch
    {
        TargetType.Int64 => ((long*)Targets)[offset],
        TargetType.Int32 => ((int*)Targets)[offset],
        _ => ((byte*)Targets)[offset],
    };

    /// <summary>The weight of a class.</summary>
    public double ClassWeight(long target) => Weight is { } weights ? weights[target] : 1;

    /// <summary>What the loss is given of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="target">Its target, a class.</param>
    /// <param name="cursor">Is at this row.</param>
    /// <param name="inputs">Receives what it is given beside the logits.</param>
    /// <param name="rows">Receives where the row begins in each of the class inputs.</param>
    public void TakeInputs(
        long row, long target, in RowCursor cursor, ref RowInputs<double> inputs, ref ClassInputRows rows)
    {
        double[][] vectors = ClassVectors, numbers = RowInputs;
        for (int i = 0; i < vectors.Length; i++)
            inputs.SetVector(i, vectors[i][target]);
        for (int i = 0; i < numbers.Length; i++)
            inputs.SetNumber(i, numbers[i][row]);
        for (int i = 0; i < ClassInputs.Length; i++)
        {
            ClassInput input = ClassInputs[i];
            rows[i] = input.Row(cursor.Offset(input.RowStrides));
            inputs.SetClassInput(i, rows[i].ReadOne(target));
        }
    }

    /// <summary>Takes the derivatives of a row's loss by the row inputs.</summary>
    public void SetInputGradients(long row, double weight, in GradientCoefficients<double> by)
    {
        for (int i = 0; i < InputGradients.Length; i++)
            InputGradients[i][row] = weight * by.Input(i);
    }

    /// <summary>Takes the metrics of a row.</summary>
    public void SetMetrics(long row, in RowMetrics<double> metrics)
    {
        for (int i = 0; i < Metrics.Length; i++)
            Metrics[i][row] = metrics.Get(i);
    }

    /// <summary>What a row's gradient is multiplied by in addition to its weight.</summary>
    public double Factor(long row) => Scale * (Upstream != null ? Upstream[row] : 1);

    /// <inheritdoc/>
    public void Run<TLoss>(in TLoss loss)
        where TLoss : unmanaged, IClassLoss =>
        CpuRows.Run(loss, this);
}
