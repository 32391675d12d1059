using System.Buffers;
using Archive.Protocol.Association;

namespace Archive.Protocol.Dimse;

/// <summary>What comes of a message: first its command, then, when that has one, the slices of its data set.</summary>
/// <param name="Context">On which the whole message comes.</param>
/// <param name="Command">Null for a slice of the data set.</param>
/// <param name="Payload">Of the data set, in the pipe's buffer: valid until the next read.</param>
/// <param name="IsLast">The message ends with this.</param>
public readonly record struct MessagePart(PresentationContext Context, CommandSet? Command, ReadOnlySequence<byte> Payload, bool IsLast);
