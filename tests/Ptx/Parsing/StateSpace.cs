namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>A state space: where a variable lies, or what an address is into.</summary>
internal enum StateSpace
{
    /// <summary>The device's memory.</summary>
    Global,

    /// <summary>The memory of a block.</summary>
    Shared,

    /// <summary>The memory of a thread.</summary>
    Local,

    /// <summary>The parameters of a kernel, or of a function call.</summary>
    Param,
}
