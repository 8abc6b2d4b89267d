namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>What comes between the steps of a training.</summary>
internal enum Disturbance
{
    None,

    /// <summary>Every other backward collects garbage for each of its rows.</summary>
    Garbage,

    /// <summary>Three steps of eight end in an exception: of forward, of the kernel in backward, of libtorch before it.</summary>
    Exceptions,
}
