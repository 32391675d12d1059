namespace Archive.Protocol.Data;

/// <summary>An element as it stands in a file.</summary>
/// <param name="ValueOffset">Where its value begins, in bytes from the start of the file.</param>
/// <param name="End">Where the next element would begin; null when its length is undefined.</param>
internal readonly record struct ProbedElement(Tag Tag, Vr Vr, long ValueOffset, long? End);
