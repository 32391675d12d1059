using Akka.Actor;

namespace Archive.Actors.Work;

/// <summary>The interval is over.</summary>
internal sealed record BeginWork : INoSerializationVerificationNeeded
{
    public static readonly BeginWork Instance = new();
}

/// <summary>There is something to do: the interval is not waited for.</summary>
internal sealed record SoonerWork : INoSerializationVerificationNeeded
{
    public static readonly SoonerWork Instance = new();
}

/// <summary>What was to be done is done, as far as that could be.</summary>
internal sealed record WorkEnded(Exception? Failure) : INoSerializationVerificationNeeded;

/// <summary>The node goes down: break off, and end.</summary>
internal sealed record StopWork : INoSerializationVerificationNeeded
{
    public static readonly StopWork Instance = new();
}
