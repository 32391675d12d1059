namespace Archive.Protocol.Dimse;

/// <summary>
/// A command set that cannot be understood well enough to be answered. What remains for its receiver is to abort
/// the association, since the message that it belongs to cannot be told from the next.
/// </summary>
public sealed class CommandFormatException(string message) : FormatException(message);
