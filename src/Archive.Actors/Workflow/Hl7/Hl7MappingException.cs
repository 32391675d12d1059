namespace Archive.Actors.Workflow.Hl7;

/// <summary>A mapping cannot be used: the message names file and line, and says what is wrong.</summary>
public sealed class Hl7MappingException(string message, Exception? innerException = null) : Exception(message, innerException);
