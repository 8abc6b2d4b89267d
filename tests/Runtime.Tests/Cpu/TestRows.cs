using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Rows of logits of every kind that has its own way to go wrong.</summary>
internal static class TestRows
{
    public static double[] Create(string kind, int classes, ElementType type, int seed = 0)
    {
        var random = new Random((seed * 131071) + (classes * 31) + kind.Length);
        var row = new double[classes];
        int target = Target(kind, classes);
        for (int j = 0; j < classes; j++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            row[j] = kind switch
            {
                "rising" => j * 0.02 + normal,
                "falling" => -j * 0.02 + normal,
                "offset" => normal + (type is ElementType.Float16 ? 1e3 : 1e4),
                "ties" => 1,
                // The whole of the first block is masked, but for the target where that lies there.
                "masked" when j < 1024 && j < classes - 1 || j % 3 == 0 => double.NegativeInfinity,
                _ => normal * 2,
            };
        }
        row[target] = kind switch
        {
            "confident" => 40,
            "wrong" => -60,
            "masked" => 0.5,
            _ => row[target],
        };
        return row;
    }

    public static int Target(string kind, int classes) => kind switch
    {
        "rising" => classes - 1,
        "falling" => 0,
        "wrong" => Math.Min(1, classes - 1),
        "confident" => classes / 3,
        _ => classes / 2,
    };
}
