namespace SparseLsr.Gen.CompilerServices;

/// <summary>The checks of a single row's arguments.</summary>
internal static class RowArguments
{
    public static void Check(int classes, int target)
    {
        if (classes == 0)
            throw new ArgumentException("A row needs at least one logit; this one is empty.", "logits");
        if ((uint)target >= (uint)classes)
            throw new ArgumentOutOfRangeException(nameof(target), target, $"The target must be a class, 0 to {classes - 1}.");
    }

    public static void CheckTwoClasses(int classes)
    {
        if (classes < 2)
            throw new ArgumentException(
                $"This loss uses the log-odds or log(1 - p), which need at least two classes; the row has {classes}.", "logits");
    }

    public static void CheckVector(long length, long classes, string name)
    {
        if (length != classes)
            throw new ArgumentException($"{name} must have one number a class, {classes}; it has {length}.", name);
    }

    public static void CheckGradient(int classes, int gradient)
    {
        if (gradient != classes)
            throw new ArgumentException($"The gradient must have one element a class, {classes}; it has {gradient}.", nameof(gradient));
    }
}
