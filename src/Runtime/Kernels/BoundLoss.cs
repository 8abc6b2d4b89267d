using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// A loss with the parameters and class count of one call, of whichever type. It outlives that call: a backward uses the
/// parameters that its forward had, whatever has been set since.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BoundLoss
{
    private protected BoundLoss(BoundLoss? directional) => Directional = directional;

    /// <summary>
    /// Its derivative in a direction, which follows its inputs: a number for each of its row inputs, and one for each class of each row.
    /// Null where there is no kernel for it.
    /// </summary>
    internal BoundLoss? Directional { get; }

    /// <summary>The loss itself, as it was generated.</summary>
    internal abstract object Generated { get; }

    internal abstract bool RequiresTwoClasses { get; }

    /// <summary>How many sweeps its sums take where a gradient is wanted.</summary>
    internal virtual int Sweeps => 0;

    /// <summary>How many they take where the gradient by the numbers that come with the row is wanted too.</summary>
    internal virtual int InputSweeps => 0;

    /// <summary>How many they take for the loss alone.</summary>
    internal virtual int LossSweeps => 0;

    /// <summary>Whether it has functions of a class, and so kernels of another kind.</summary>
    internal virtual bool HasClassFunctions => false;

    /// <summary>Whether the gradient of a class does not follow from the coefficients alone.</summary>
    internal virtual bool HasClassFunctionsInGradient => false;

    /// <summary>Whether the weight of the classes is the last class vector of the loss.</summary>
    internal virtual bool HasWeight => false;

    /// <summary>How many numbers come with each row.</summary>
    internal virtual int RowInputs => 0;

    /// <summary>How many class inputs come with each row.</summary>
    internal virtual int ClassInputs => 0;

    /// <summary>How many metrics it has.</summary>
    internal virtual int Metrics => 0;

    /// <summary>Whether its logits are transformed.</summary>
    internal virtual bool HasTransform => false;

    /// <summary>Runs what is generic over the loss's type.</summary>
    internal abstract void Run(ILossAction action);
}

/// <summary>A bound loss of the statistics of a row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundLoss<TLoss> : BoundLoss
    where TLoss : unmanaged, IRowLoss
{
    private readonly TLoss _loss;

    /// <summary>Binds a loss that already holds its parameters, and its derivative in a direction.</summary>
    public BoundLoss(TLoss loss, BoundLoss? directional = null)
        : base(directional) => _loss = loss;

    internal override object Generated => _loss;

    internal override bool RequiresTwoClasses => TLoss.RequiresTwoClasses;

    internal override void Run(ILossAction action) => action.Run(new StatisticsLoss<TLoss>(_loss));
}

/// <summary>A bound loss with functions of a class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundClassLoss<TLoss> : BoundLoss
    where TLoss : unmanaged, IClassLoss
{
    private readonly TLoss _loss;

    /// <summary>Binds a loss that already holds its parameters, and its derivative in a direction.</summary>
    public BoundClassLoss(TLoss loss, BoundLoss? directional = null)
        : base(directional) => _loss = loss;

    internal override object Generated => _loss;

    internal override bool RequiresTwoClasses => TLoss.RequiresTwoClasses;

    internal override int Sweeps => TLoss.Sweeps;

    internal override int InputSweeps => TLoss.InputSweeps;

    internal override int LossSweeps => TLoss.LossSweeps;

    internal override bool HasClassFunctions => ClassFunctions<TLoss>.Exist;

    internal override bool HasClassFunctionsInGradient => ClassFunctions<TLoss>.AreInGradient;

    internal override bool HasWeight => TLoss.HasWeight;

    internal override int RowInputs => TLoss.RowInputs;

    internal override int ClassInputs => TLoss.ClassInputs;

    internal override int Metrics => TLoss.Metrics;

    internal override bool HasTransform => TLoss.HasTransform;

    internal override void Run(ILossAction action) => action.Run(_loss);
}

/// <summary>Something that is generic over the type of a loss, and so compiled for each.</summary>
internal interface ILossAction
{
    void Run<TLoss>(in TLoss loss)
        where TLoss : unmanaged, IClassLoss;
}
