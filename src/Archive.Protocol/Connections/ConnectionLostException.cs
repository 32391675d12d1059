namespace Archive.Protocol.Connections;

/// <summary>The connection to the peer broke or is closed. Nothing else fails by this: the disk and the database have exceptions of their own.</summary>
public sealed class ConnectionLostException(string message, Exception? innerException = null) : Exception(message, innerException);
