namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>
/// What the members of a declaration with errors do: its callers compile, so that one error is not followed by others, and where
/// the errors are suppressed, the loss throws instead of training with a wrong gradient.
/// </summary>
internal static class BrokenLoss
{
    public const string Throw = "throw new global::System.InvalidOperationException(\"The declaration of this loss has errors.\")";
}
