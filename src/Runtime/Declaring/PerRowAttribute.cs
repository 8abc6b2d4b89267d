namespace SparseLsr.Gen;

/// <summary>
/// Marks a parameter of <c>Loss</c> or <c>Logit</c> that comes with the batch: a further tensor argument of <c>forward</c>. A
/// <c>double</c> is one number for each row, in the shape of the targets; a <see cref="ClassVector"/> is one for each class of each row,
/// in the shape of the logits.
/// </summary>
/// <remarks>
/// At most four, without defaults. <c>forward</c> takes them after the targets, in the order of declaration: those of <c>Logit</c> first,
/// then those of <c>Loss</c>. The gradient by a number is returned where it is asked for; a class input cannot require one. What belongs to
/// an ignored row is never read.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerRowAttribute : Attribute;
