using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The gradient of a row as it holds for one loss, in the symbols of its remarks.</summary>
internal static class GradientFormula
{
    public static string Of(LossPlan plan)
    {
        string others = plan.ByEntropy is null ? "q_j·U" : "q_j·(U − E·(log q_j + H′))";
        string mean = plan.ByMean is null ? string.Empty : " + Z/C";
        string ofClass = plan.Classes.Gradient is null ? string.Empty : " + G";
        return $"g_t = T{mean} and g_j = {others}{mean}{ofClass} for j ≠ t";
    }
}
