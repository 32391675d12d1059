namespace Archive.Protocol.Data;

/// <summary>Bytes are no data set or Part 10 file of the transfer syntax they were said to be in.</summary>
/// <param name="message">What is wrong, with the element's name and tag.</param>
/// <param name="offset">Where, in bytes from the first of what was read; of the inflated bytes where they were deflated.</param>
public sealed class DicomFormatException(string message, long offset, Exception? innerException = null) : FormatException($"{message} (at byte {offset})", innerException)
{
    public long Offset { get; } = offset;

    /// <summary>What is wrong, without the offset: short enough for an Error Comment (0000,0902) in most cases.</summary>
    public string Reason { get; } = message;
}
