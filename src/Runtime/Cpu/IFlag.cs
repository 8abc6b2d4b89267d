namespace SparseLsr.Gen.Cpu;

/// <summary>A choice that the JIT knows, so that a sweep without it carries no trace of it.</summary>
internal interface IFlag
{
    static abstract bool IsSet { get; }
}

internal readonly struct Yes : IFlag
{
    public static bool IsSet => true;
}

internal readonly struct No : IFlag
{
    public static bool IsSet => false;
}
