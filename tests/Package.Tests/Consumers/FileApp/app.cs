#:package SparseLsr.Gen@$(SparseLsrVersion)
#:property WarningsNotAsErrors=NU1603

using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using SparseLsr.Gen;

// An app of one file, as `dotnet run app.cs` runs it; kernels are compiled while it runs.
using Context context = Context.Create(builder => builder.EnableAlgorithms().CPU(new CPUDevice(32, 8, 1)));
using Accelerator accelerator = context.CreateCPUAccelerator(0);
using var logits = accelerator.Allocate1D([1f, 2, 3, 0]);
using var targets = accelerator.Allocate1D([1, 0]);
using var losses = accelerator.Allocate1D<float>(2);
using var criterion = SquareLoss.CreateGpuLoss(accelerator);
criterion.Forward<float, int, float>(accelerator.DefaultStream, 2, logits.View, targets.View, losses.View);
accelerator.Synchronize();

float[] found = losses.GetAsArray1D();
double worst = Math.Max(
    Math.Abs(found[0] - SquareLoss.EvaluateReference([1, 2], 1)), Math.Abs(found[1] - SquareLoss.EvaluateReference([3, 0], 0)));
Console.WriteLine($"{(worst < 1e-6 ? "exact" : "failed")}: {worst}");

[SparseTargetLoss]
internal sealed partial class SquareLoss
{
    private static double Loss(Row row) => (1 - row.Prob) * (1 - row.Prob);
}
