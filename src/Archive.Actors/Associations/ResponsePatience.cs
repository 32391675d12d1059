namespace Archive.Actors.Associations;

/// <summary>How long the response to a request is waited for, from when the peer's system has all of the request.</summary>
/// <param name="Canceled">From here on it is waited for a little while and no more.</param>
public readonly record struct ResponsePatience(TimeSpan Timeout, TimeSpan CanceledTimeout, CancellationToken Canceled);
