namespace SparseLsr.Gen.Distributed;

/// <summary>A collective of several ranks has failed, because of a rank that the message names.</summary>
public sealed class CommunicationException : Exception
{
    /// <param name="rank">The rank because of which it has failed.</param>
    /// <param name="message">What has happened.</param>
    public CommunicationException(int rank, string message)
        : base(message) => Rank = rank;

    /// <summary>The rank because of which it has failed; of several, the first one.</summary>
    public int Rank { get; }
}
