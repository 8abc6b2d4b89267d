namespace SparseLsr.Gen.Cpu;

/// <summary>What the probabilities of a row's classes are computed from.</summary>
/// <param name="Maximum">m′, which kept exponentials are relative to once they are multiplied by their block's factor.</param>
/// <param name="LogSumExpOffset">ℓ − m′.</param>
/// <param name="ProbPerExponential">p_j/exp(z_j − m′), the same for all other classes; 0 where none is left.</param>
internal readonly record struct ClassReference(double Maximum, double LogSumExpOffset, double ProbPerExponential);
