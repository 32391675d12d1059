using Archive.Protocol.Association;

namespace Archive.Protocol.Client.Transfers;

/// <summary>An object could not be read to its end: this side is to blame. The inner exception is what its stream threw.</summary>
public sealed class UnreadableObjectException(PresentationContext context, Exception cause) : Exception($"The object cannot be read: {cause.Message}", cause)
{
    /// <summary>In which it was to be sent.</summary>
    public PresentationContext Context { get; } = context;
}
