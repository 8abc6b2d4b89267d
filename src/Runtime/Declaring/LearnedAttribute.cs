namespace SparseLsr.Gen;

/// <summary>
/// Marks a number of <c>Loss</c> or <c>Logit</c> that is learned: a <c>Parameter</c> of the module under its name, whose gradient the
/// kernels compute with the loss.
/// </summary>
/// <remarks>
/// At most four, together with the numbers that are <see cref="PerRowAttribute"/>. The constructor takes the number that it begins with;
/// its range holds for that alone. It is of float64 and shape () whatever the default dtype, until the module is moved to another.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LearnedAttribute : Attribute;
