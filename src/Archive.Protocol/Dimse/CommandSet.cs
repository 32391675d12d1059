using System.Buffers;

namespace Archive.Protocol.Dimse;

/// <summary>
/// The command of a DIMSE message (PS3.7 6.3): one sealed record for each request and response of PS3.7 9.3 and 10.3.
/// A UID that is missing or malformed in a received command is <c>default</c>, for the service to refuse by status;
/// optional fields that are absent are null or empty.
/// </summary>
public abstract record CommandSet
{
    // More than all fields at their longest take, except for the two lists of tags.
    private const int MaxLengthWithoutTags = 512;

    private protected CommandSet()
    {
    }

    private protected CommandSet(ref CommandReader reader) =>
        HasDataSet = reader.UInt16(CommandElement.CommandDataSetType) != 0x0101;

    /// <summary>Command Field (0000,0100).</summary>
    public abstract CommandField Field { get; }

    /// <summary>Command Data Set Type (0000,0800): whether a data set follows the command.</summary>
    public bool HasDataSet { get; init; }

    /// <summary>An upper bound of the encoded length in bytes.</summary>
    public int MaxEncodedLength => MaxLengthWithoutTags + (4 * TagCount);

    private protected virtual int TagCount => 0;

    /// <summary>Reads a whole command set, without data of its caller kept in the result.</summary>
    /// <exception cref="CommandFormatException">
    /// An element is cut short or outside group 0000, or what is needed to answer is missing: Command Field, Message ID
    /// (Being Responded To), Command Data Set Type or, in a response, Status.
    /// </exception>
    public static CommandSet Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new CommandReader(bytes);
        var field = (CommandField)reader.UInt16(CommandElement.CommandField);
        return field switch
        {
            CommandField.CStoreRequest => new CStoreRequest(ref reader),
            CommandField.CStoreResponse => new CStoreResponse(ref reader),
            CommandField.CFindRequest => new CFindRequest(ref reader),
            CommandField.CFindResponse => new CFindResponse(ref reader),
            CommandField.CGetRequest => new CGetRequest(ref reader),
            CommandField.CGetResponse => new CGetResponse(ref reader),
            CommandField.CMoveRequest => new CMoveRequest(ref reader),
            CommandField.CMoveResponse => new CMoveResponse(ref reader),
            CommandField.CEchoRequest => new CEchoRequest(ref reader),
            CommandField.CEchoResponse => new CEchoResponse(ref reader),
            CommandField.CCancelRequest => new CCancelRequest(ref reader),
            CommandField.NEventReportRequest => new NEventReportRequest(ref reader),
            CommandField.NEventReportResponse => new NEventReportResponse(ref reader),
            CommandField.NGetRequest => new NGetRequest(ref reader),
            CommandField.NGetResponse => new NGetResponse(ref reader),
            CommandField.NSetRequest => new NSetRequest(ref reader),
            CommandField.NSetResponse => new NSetResponse(ref reader),
            CommandField.NActionRequest => new NActionRequest(ref reader),
            CommandField.NActionResponse => new NActionResponse(ref reader),
            CommandField.NCreateRequest => new NCreateRequest(ref reader),
            CommandField.NCreateResponse => new NCreateResponse(ref reader),
            CommandField.NDeleteRequest => new NDeleteRequest(ref reader),
            CommandField.NDeleteResponse => new NDeleteResponse(ref reader),
            < (CommandField)0x8000 => new UnrecognizedRequest(field, ref reader),
            _ => throw new CommandFormatException($"{(ushort)field:X4}H is no Command Field of a response."),
        };
    }

    /// <summary>Writes the command set with its Command Group Length and returns the number of bytes written.</summary>
    /// <param name="destination">At least <see cref="MaxEncodedLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int WriteTo(Span<byte> destination)
    {
        if (destination.Length < MaxEncodedLength)
            throw new ArgumentException("The destination is shorter than the longest encoding.", nameof(destination));
        var writer = new CommandWriter(destination);
        Write(ref writer);
        return writer.Complete();
    }

    /// <summary>Writes the command set with its Command Group Length.</summary>
    public void WriteTo(IBufferWriter<byte> destination) =>
        destination.Advance(WriteTo(destination.GetSpan(MaxEncodedLength)));

    private protected abstract void Write(ref CommandWriter writer);
}
