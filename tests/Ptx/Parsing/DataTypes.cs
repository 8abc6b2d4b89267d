namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>The fundamental types.</summary>
internal static class DataTypes
{
    /// <summary>The size of a type, without its dot; 0 for a name that is no type.</summary>
    public static int Bytes(string type) => type switch
    {
        "b8" or "u8" or "s8" or "pred" => 1,
        "b16" or "u16" or "s16" or "f16" or "bf16" => 2,
        "b32" or "u32" or "s32" or "f32" => 4,
        "b64" or "u64" or "s64" or "f64" => 8,
        _ => 0,
    };

    /// <summary>Whether literals of the type are floating-point numbers.</summary>
    public static bool IsFloat(string type) => type is "f32" or "f64";
}
