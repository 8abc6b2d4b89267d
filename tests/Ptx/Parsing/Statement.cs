namespace SparseLsr.Gen.Ptx.Parsing;

/// <summary>A statement of a function's body.</summary>
/// <param name="Line">Where it is in the text, from 1.</param>
internal abstract record Statement(int Line)
{
    /// <summary>A place to branch to.</summary>
    public sealed record Label(string Name, int Line) : Statement(Line);

    /// <summary>An opening brace: what is declared from here on ends at the closing one.</summary>
    public sealed record ScopeStart(int Line) : Statement(Line);

    /// <summary>A closing brace.</summary>
    public sealed record ScopeEnd(int Line) : Statement(Line);

    /// <summary><c>.reg .b32 %r&lt;42&gt;</c>: registers of one type, with consecutive numbers behind a prefix.</summary>
    public sealed record Registers(string Type, string Prefix, int Count, int Line) : Statement(Line);

    /// <summary>A variable of local, shared or parameter space.</summary>
    public sealed record Declaration(Variable Variable, int Line) : Statement(Line);

    /// <summary>An instruction.</summary>
    /// <param name="Guard">The predicate register that decides for each lane whether it executes; null for none.</param>
    /// <param name="GuardNegated">Whether lanes execute where the predicate is false.</param>
    /// <param name="Opcode">The operation with its modifiers, such as <c>add.ftz.f32</c>.</param>
    /// <param name="Operands">The operands, as written.</param>
    /// <param name="Text">All of it, for messages.</param>
    /// <param name="Line">Where it is in the text, from 1.</param>
    public sealed record Operation(string? Guard, bool GuardNegated, string Opcode, string[] Operands, string Text, int Line)
        : Statement(Line);
}
