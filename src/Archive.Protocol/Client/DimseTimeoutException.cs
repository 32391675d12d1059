namespace Archive.Protocol.Client;

/// <summary>The peer took longer than a deadline of <see cref="ScuAssociationOptions"/>. The association was aborted.</summary>
public sealed class DimseTimeoutException(string message) : TimeoutException(message);
