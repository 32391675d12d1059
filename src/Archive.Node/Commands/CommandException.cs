namespace Archive.Node.Commands;

/// <summary>A command cannot do what it was asked; the message is a sentence for the person who asked.</summary>
internal sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
