namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>The ways to round a float to an integer.</summary>
internal static class Roundings
{
    /// <summary><c>.rni</c></summary>
    public readonly struct NearestEven : IRounding
    {
        public static MidpointRounding Mode => MidpointRounding.ToEven;
    }

    /// <summary><c>.rzi</c></summary>
    public readonly struct TowardsZero : IRounding
    {
        public static MidpointRounding Mode => MidpointRounding.ToZero;
    }

    /// <summary><c>.rmi</c></summary>
    public readonly struct Down : IRounding
    {
        public static MidpointRounding Mode => MidpointRounding.ToNegativeInfinity;
    }

    /// <summary><c>.rpi</c></summary>
    public readonly struct Up : IRounding
    {
        public static MidpointRounding Mode => MidpointRounding.ToPositiveInfinity;
    }
}
