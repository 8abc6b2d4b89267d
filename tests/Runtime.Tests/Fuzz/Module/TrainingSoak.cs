using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Fuzz.Module;

/// <summary>Training of a tiny net for as long as one likes, undisturbed and disturbed, with the memory that it leaves behind.</summary>
internal sealed class TrainingSoak : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _net = nn.Linear(6, 5);
    private readonly optim.Optimizer _optimizer;
    private readonly SparseTargetLoss _mean = new SparseLsrLoss(0.1);
    private readonly SparseTargetLoss _perRow = new ConfidencePenaltyLoss(0.2, reduction: nn.Reduction.None);
    private readonly DisturbedLoss _disturbed = new(nn.Reduction.None);
    private readonly Tensor _input = randn(8, 6);
    private readonly Tensor _targets = randint(0, 5, [8]);
    private readonly Tensor _wrongTargets = full(8, 5, int64);

    public TrainingSoak() => _optimizer = optim.SGD(_net.parameters(), 0.01);

    /// <summary>What is held after so many steps more than before them.</summary>
    public MemoryUse Run(int steps)
    {
        MemoryUse before = MemoryUse.Now();
        for (int step = 0; step < steps; step++)
            Step(step);
        return MemoryUse.Now() - before;
    }

    public void Dispose()
    {
        foreach (IDisposable owned in (IDisposable[])[_net, _optimizer, _mean, _perRow, _disturbed, _input, _targets, _wrongTargets])
            owned.Dispose();
    }

    /// <summary>A step of training; every tenth with garbage collected in the backward, or with an exception on the way.</summary>
    private void Step(int step)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor logits = _net.forward(_input);
        switch (step % 10)
        {
            case 3:
                _disturbed.Throws = false;
                _disturbed.forward(logits, _targets).sum().backward();
                break;
            case 5:
                Expect<ArgumentException>(() => _mean.forward(logits, _wrongTargets));
                return;
            case 7:
                _disturbed.Throws = true;
                Expect<ExternalException>(() => _disturbed.forward(logits, _targets).sum().backward());
                return;
            case 9:
                Expect<ExternalException>(() =>
                {
                    Tensor changed = logits * 1;
                    Tensor result = _perRow.forward(changed, _targets).sum();
                    changed.zero_();
                    result.backward();
                });
                return;
            default:
                Tensor loss = step % 2 == 0 ? _mean.forward(logits, _targets) : _perRow.forward(logits, _targets).mean();
                loss.backward();
                break;
        }
        _optimizer.step();
    }

    private static void Expect<TException>(Action action)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException)
        {
            return;
        }
        throw new InvalidOperationException($"No {typeof(TException).Name} was thrown.");
    }
}
