namespace Archive.Actors.Services.Retrieve;

/// <summary>An object cannot be sent in any presentation context that was agreed on. The message says why.</summary>
internal sealed class CannotSendException(string message) : Exception(message);
