namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>A PTX module.</summary>
/// <param name="Functions">Its kernels and functions, by their names.</param>
/// <param name="Shared">Its variables in shared memory, by their names.</param>
internal sealed record PtxModule(IReadOnlyDictionary<string, PtxFunction> Functions, IReadOnlyDictionary<string, Variable> Shared)
{
    /// <exception cref="PtxException">There is no such kernel.</exception>
    public PtxFunction Entry(string name) => Functions.TryGetValue(name, out PtxFunction? function) && function.IsEntry
        ? function
        : throw new PtxException($"There is no kernel {name}.");
}
