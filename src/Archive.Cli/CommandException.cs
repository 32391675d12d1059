namespace Archive.Cli;

/// <summary>What was asked cannot be done; the message is a sentence for the person who asked.</summary>
public class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
