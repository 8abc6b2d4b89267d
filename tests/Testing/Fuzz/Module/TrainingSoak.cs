using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>Training of a tiny net for as long as one likes, with the memory that it leaves behind.</summary>
internal sealed class TrainingSoak : IDisposable
{
    /// <summary>What the C library needs for an allocation of its own.</summary>
    private const int AllocationHeader = 16;

    private readonly nn.Module<Tensor, Tensor> _net = nn.Linear(6, 5);
    private readonly optim.Optimizer _optimizer;
    private readonly SparseTargetLoss _mean = new SparseLsrLoss(0.1);
    private readonly SparseTargetLoss _perRow = new ConfidencePenaltyLoss(0.2, reduction: nn.Reduction.None);
    private readonly DisturbedLoss _disturbed;
    private readonly Tensor _input = randn(8, 6);
    private readonly Tensor _targets = randint(0, 5, [8]);
    private readonly Tensor _wrongTargets = full(8, 5, int64);
    private readonly Disturbance _disturbance;
    private long _messages;

    public TrainingSoak(Disturbance disturbance)
    {
        _disturbance = disturbance;
        _disturbed = new DisturbedLoss(disturbance, nn.Reduction.None);
        _optimizer = optim.SGD(_net.parameters(), 0.01);
    }

    /// <summary>What is held after so many steps more than before them.</summary>
    /// <remarks>
    /// TorchSharp copies the message of every error of libtorch, and never frees the copy. So much is taken off: what is left
    /// is the loss's own.
    /// </remarks>
    public MemoryUse Run(int steps)
    {
        _messages = 0;
        MemoryUse before = MemoryUse.Now();
        for (int step = 0; step < steps; step++)
            Step(step);
        MemoryUse grown = MemoryUse.Now() - before;
        return grown with { Native = grown.Native - _messages, Resident = grown.Resident - _messages };
    }

    public void Dispose()
    {
        foreach (IDisposable owned in (IDisposable[])[_net, _optimizer, _mean, _perRow, _disturbed, _input, _targets, _wrongTargets])
            owned.Dispose();
    }

    private void Step(int step)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor logits = _net.forward(_input);
        switch (_disturbance, step % 8)
        {
            case (Disturbance.Garbage, 1 or 3 or 5 or 7):
                _disturbed.forward(logits, _targets).sum().backward();
                break;
            case (Disturbance.Exceptions, 1):
                Expect<ArgumentException>(() => _mean.forward(logits, _wrongTargets));
                return;
            case (Disturbance.Exceptions, 3):
                Expect<ExternalException>(() => _disturbed.forward(logits, _targets).sum().backward());
                return;
            case (Disturbance.Exceptions, 5):
                Expect<ExternalException>(() =>
                {
                    Tensor changed = logits.clone();
                    Tensor result = _perRow.forward(changed, _targets).sum();
                    changed.zero_();
                    result.backward();
                });
                return;
            default:
                Tensor loss = step % 8 < 4 ? _mean.forward(logits, _targets) : _perRow.forward(logits, _targets).mean();
                loss.backward();
                break;
        }
        _optimizer.step();
    }

    private void Expect<TException>(Action action)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException exception)
        {
            foreach (object? thrown in (object?[])[exception, exception.Data[SparseTargetLoss.BackwardExceptionKey]])
                _messages += thrown is ExternalException external ? Encoding.UTF8.GetByteCount(external.Message) + AllocationHeader : 0;
            return;
        }
        throw new InvalidOperationException($"No {typeof(TException).Name} was thrown.");
    }
}
