using Archive.Cli;

namespace Archive.Node;

/// <summary>The node cannot start; the message is a sentence for the operator and says what to change.</summary>
public sealed class StartException(string message, Exception? innerException = null) : CommandException(message, innerException);
