namespace SparseLsr.Gen.Gpu;

/// <summary>What a kernel is handed, a struct of views and numbers.</summary>
internal interface IKernelParameter
{
    /// <summary>Writes its fields, in their order.</summary>
    void Write(ref ParameterWriter writer);
}
