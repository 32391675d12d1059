using System.Globalization;
using Archive.Cli.Terminals;
using Archive.Protocol.Data;

namespace Archive.Cli.Versions;

/// <summary>What is shown of a version.</summary>
/// <param name="Title">For people.</param>
/// <param name="Name">For programs; null where a column is for people alone.</param>
/// <param name="Text">For people; null where a column is for programs alone.</param>
/// <param name="Value">A text, a number or a truth value, for programs.</param>
internal sealed record VersionColumn(
    string Title, string? Name, Func<ListedVersion, string>? Text, Func<ListedVersion, object> Value, bool IsFlexible = false, bool IsRight = false)
{
    public static IReadOnlyList<VersionColumn> All { get; } =
    [
        new("Study", "study", null, version => version.Stored.Study.Value),
        new("Series", "series", null, version => version.Stored.Series.Value),
        new("Instance", "instance", null, version => version.Stored.Instance.Value),
        new("No.", "version", version => Number(version.Number), version => version.Number, IsRight: true),
        new("Current", "current", version => version.Stored.IsCurrent ? "yes" : "", version => version.Stored.IsCurrent),
        new("Received", "receivedAt", version => Time(version, "yyyy-MM-dd HH:mm:ss"), version => Time(version, "yyyy-MM-ddTHH:mm:ss.ffffffK")),
        new("From", "source", version => TextCells.Clean(version.Stored.Storage.SourceAeTitle), version => TextCells.Clean(version.Stored.Storage.SourceAeTitle)),
        new("SOP class", "sopClass", null, version => version.Stored.SopClass.Value),
        new("Transfer syntax", "transferSyntax", version => UidRegistry.Describe(version.Stored.Storage.TransferSyntax), version => version.Stored.Storage.TransferSyntax.Value, IsFlexible: true),
        new("Bytes", "bytes", version => Number(version.Stored.Storage.Blob.DataSetLength), version => version.Stored.Storage.Blob.DataSetLength, IsRight: true),
        new("CRC-32C", "crc32c", null, version => version.Stored.Storage.Blob.DataSetCrc32C.ToString("x8", CultureInfo.InvariantCulture)),
        new("SOP Instance UID", null, version => version.Stored.Instance.Value, version => version.Stored.Instance.Value),
    ];

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Time(ListedVersion version, string format) => version.Stored.Storage.ReceivedAt.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
