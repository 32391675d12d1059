namespace Archive.Protocol.Data;

/// <summary>Reads the bytes of a file at a position into the buffer.</summary>
/// <returns>How many: fewer than the buffer holds at the end of the file alone, 0 behind it.</returns>
public delegate int ReadAt(long position, Span<byte> buffer);
