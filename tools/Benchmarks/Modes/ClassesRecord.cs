namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>One point of the published claim.</summary>
/// <param name="Loss">CrossEntropy, LSR or SparseLSR.</param>
/// <param name="Form">published (torch operations) or generated.</param>
/// <param name="Dtype">The logits' element type.</param>
/// <param name="N">Rows.</param>
/// <param name="C">Classes.</param>
/// <param name="Threads">How many threads torch, and so everything here, may use.</param>
/// <param name="Ms">Forward and backward, the median in milliseconds.</param>
/// <param name="PeakBytes">The most memory in use over the logits, the gradient included; null where the system cannot tell.</param>
internal sealed record ClassesRecord(
    string Loss, string Form, string Dtype, long N, long C, int Threads, double Ms, long? PeakBytes);
