namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>A kernel (<c>.entry</c>) or a device function (<c>.func</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsEntry">Whether it is a kernel.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="MaxThreads">The most threads of a block, as <c>.maxntid</c> declares it.</param>
/// <param name="Body">Its statements; null for a declaration.</param>
internal sealed record PtxFunction(
    string Name, bool IsEntry, Variable[] Returns, Variable[] Parameters, int MaxThreads, IReadOnlyList<Statement>? Body);
