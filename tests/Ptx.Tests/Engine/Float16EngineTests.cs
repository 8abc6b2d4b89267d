namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <inheritdoc/>
public sealed class Float16EngineTests() : EngineTests("float16", 2);
