using SparseLsr.Gen;
using SparseLsr.Gen.Interactive;
using TorchSharp;
using static TorchSharp.torch;

try
{
    LossCompiler.Compile("static double Loss(Row row) => Math.Round(row.Prob);");
    Console.WriteLine("failed: a wrong text compiles");
    return 1;
}
catch (LossCompilationException exception) when (exception.Diagnostics[0] is { Id: "SLSR016", Line: 1, Column: 32 })
{
}

using CompiledLoss loss = LossCompiler.Compile("static double Loss(Row row, double k = 1) => -k * (1 - row.Prob) * row.LogProb;");
using SparseTargetLoss module = loss.Create(new { k = 2 });
using var declared = new DeclaredHere(k: 2);
using Tensor logits = randn(8, 5).requires_grad_(), same = logits.detach().requires_grad_(), targets = randint(0, 5, [8], int64);
module.call(logits, targets).backward();
declared.call(same, targets).backward();
bool isEqual = logits.grad!.equal(same.grad!).all().item<bool>();
Console.WriteLine(isEqual ? "compiled" : "failed: the gradients differ");
return isEqual ? 0 : 1;

/// <summary>The same loss, declared in the project.</summary>
[SparseTargetLoss]
internal sealed partial class DeclaredHere
{
    private static double Loss(Row row, double k = 1) => -k * (1 - row.Prob) * row.LogProb;
}
