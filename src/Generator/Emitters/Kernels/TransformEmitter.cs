using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The transform of the logits, of the target by itself and of the other classes.</summary>
internal static class TransformEmitter
{
    private const string Services = "global::SparseLsr.Gen.CompilerServices.";
    private const string Inputs = $"in {Services}RowInputs<T> inputs";

    private static readonly Dictionary<RowStatistic, string> s_arguments = new()
    {
        [RowStatistic.TargetLogit] = "logit",
        [RowStatistic.Target] = "target",
    };

    public static void Emit(SourceWriter writer, TransformPlan? transform, KernelNames names, KernelFields fields)
    {
        EmitPrepare(writer, transform, names, fields);
        ClassEmitter.EmitValue(writer, "Transform", transform?.OfOther, 0, names);
        ClassEmitter.EmitValue(writer, "TransformSlope", transform?.OfOther, 1, names);
        EmitTarget(writer, transform, names, fields);
    }

    private static void EmitPrepare(SourceWriter writer, TransformPlan? transform, KernelNames names, KernelFields fields)
    {
        const string Scalars = $"ref {Services}RowScalars<T> scalars";
        writer.Lines($"/// <inheritdoc/>\npublic void PrepareTransform<T, TMath>({Inputs}, {Scalars})");
        using (writer.Open(EvaluateEmitter.RowConstraints))
        {
            if (transform is not null)
            {
                var statements = new RowStatements(writer, names, fields);
                statements.WriteLocals(transform.OfOther.ScalarLocals, transform.OfOther.Scalars);
                statements.WriteScalars(transform.OfOther.Scalars);
            }
        }
        writer.BlankLine();
    }

    private static void EmitTarget(SourceWriter writer, TransformPlan? transform, KernelNames names, KernelFields fields)
    {
        writer.Lines($"/// <inheritdoc/>\npublic T TransformTarget<T, TMath>(T logit, T target, {Inputs}, out T slope)");
        using (writer.Open(EvaluateEmitter.RowConstraints))
        {
            var statements = new RowStatements(writer, names, fields, s_arguments);
            if (transform is null)
            {
                writer.Lines("slope = T.One;\nreturn logit;");
            }
            else
            {
                statements.WriteLocals([], [transform.TargetSlope, transform.OfTarget]);
                writer.Lines($"slope = {statements.Text(transform.TargetSlope)};");
                writer.Lines($"return {statements.Text(transform.OfTarget)};");
            }
        }
        writer.BlankLine();
    }
}
