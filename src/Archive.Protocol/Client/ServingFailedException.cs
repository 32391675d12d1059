namespace Archive.Protocol.Client;

/// <summary>
/// Who serves the peer's requests failed; the connection and the peer did nothing wrong. What it throws may come of another association.
/// </summary>
internal sealed class ServingFailedException(Exception cause) : Exception($"A request of the peer could not be served: {cause.Message}", cause);
