namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <inheritdoc/>
public sealed class Float32EngineTests() : EngineTests("float32", 0);
