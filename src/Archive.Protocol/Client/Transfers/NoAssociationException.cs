namespace Archive.Protocol.Client.Transfers;

/// <summary>There is no association to be had; the message says why.</summary>
public sealed class NoAssociationException(string message, Exception? cause = null) : Exception(message, cause);
