namespace SparseLsr.Gen;

/// <summary>
/// Declares a sparse target loss: on a <c>partial class</c> with one method
/// <c>static double Loss(Row row, double a = ..., ...)</c>, whose gradient is derived and whose kernels and torch module are
/// generated at compile time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SparseTargetLossAttribute : Attribute;
