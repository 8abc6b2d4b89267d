namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>A variable, or a parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Space">Its state space.</param>
/// <param name="Align">What its address is a multiple of, in bytes.</param>
/// <param name="Bytes">Its size; 0 for an array without one, which is dynamic shared memory.</param>
internal sealed record Variable(string Name, StateSpace Space, int Align, int Bytes);
