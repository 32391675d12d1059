using System.Buffers;

namespace Archive.Protocol.Pdu;

/// <summary>Bytes of a command set or data set as they arrived. A fragment may come in several slices.</summary>
/// <param name="IsLast">These are the last bytes of the command set or data set.</param>
/// <param name="Payload">Lies in the pipe's buffer and is valid until the next read. Empty only when <paramref name="IsLast"/>.</param>
public readonly record struct PdvSlice(byte PresentationContextId, bool IsCommand, bool IsLast, ReadOnlySequence<byte> Payload);
