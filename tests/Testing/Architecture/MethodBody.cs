using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace SparseLsr.Gen.Testing.Architecture;

/// <summary>The types and members that the instructions of a method name.</summary>
internal static class MethodBody
{
    private const int TwoByteCodes = 0xFE;

    private static readonly Dictionary<int, OperandType> s_operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    public static IEnumerable<EntityHandle> References(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
            yield return body.LocalSignature;
        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            if (!region.CatchType.IsNil)
                yield return region.CatchType;
        }
        byte[] code = body.GetILBytes() ?? [];
        for (int at = 0; at < code.Length;)
        {
            int operation = code[at++];
            if (operation == TwoByteCodes)
                operation = TwoByteCodes << 8 | code[at++];
            switch (s_operands[operation])
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(code, at);
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    yield return (EntityHandle)MetadataTokens.Handle(BitConverter.ToInt32(code, at));
                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
