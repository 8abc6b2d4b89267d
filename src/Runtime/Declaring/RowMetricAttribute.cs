namespace SparseLsr.Gen;

/// <summary>
/// Marks a method <c>static double Name(Row row, ...)</c> of a loss: one number for each row, which <c>forward_with_metrics</c> returns
/// beside the loss, from the same sweeps over the row.
/// </summary>
/// <remarks>
/// At most eight. It reads what <c>Loss</c> can read: the logits after the transform, and parameters and inputs of the same names. It has no
/// gradient, and is 0 for ignored rows.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RowMetricAttribute : Attribute;
