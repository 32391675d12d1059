namespace Archive.Protocol.Data;

/// <summary>Why a data set cannot be understood.</summary>
/// <param name="Kind">The rule that is broken.</param>
/// <param name="Message">One sentence for a log or an Error Comment (0000,0902); it holds tags and lengths, never values.</param>
/// <param name="Offset">
/// Where the offending element, item or byte begins, counted from the data set's first byte; of a deflated data set
/// counted after inflating, except for <see cref="ScanErrorKind.CorruptDeflate"/>, which counts the deflated bytes.
/// </param>
public sealed record ScanError(ScanErrorKind Kind, string Message, long Offset)
{
    public override string ToString() => $"{Message} (byte {Offset})";
}
