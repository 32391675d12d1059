using System.Globalization;
using Archive.Cli.Terminals;
using Archive.Protocol.Data;

namespace Archive.Cli.Versions;

/// <summary>What is shown of a version.</summary>
/// <param name="Title">For people; null, as <paramref name="Text"/>, where a column is for programs alone.</param>
/// <param name="Name">For programs; null, as <paramref name="Value"/>, where a column is for people alone.</param>
/// <param name="Text">What people see.</param>
/// <param name="Value">What programs get: a text, a number or a truth value.</param>
internal sealed record VersionColumn(
    string? Title, string? Name, Func<ListedVersion, string>? Text, Func<ListedVersion, object>? Value, bool IsFlexible = false, bool IsRight = false)
{
    public static IReadOnlyList<VersionColumn> All { get; } =
    [
        new(null, "study", null, version => version.Stored.Study.Value),
        new(null, "series", null, version => version.Stored.Series.Value),
        new(null, "instance", null, version => version.Stored.Instance.Value),
        new("No.", "version", version => Number(version.Number), version => version.Number, IsRight: true),
        new("Current", "current", version => version.Stored.IsCurrent ? "yes" : "", version => version.Stored.IsCurrent),
        new("Received", "receivedAt", version => Time(version, "yyyy-MM-dd HH:mm:ss"), version => Time(version, "yyyy-MM-ddTHH:mm:ss.ffffffK")),
        new("From", "source", version => TextCells.Clean(version.Stored.Storage.SourceAeTitle), version => TextCells.Clean(version.Stored.Storage.SourceAeTitle)),
        new(null, "sopClass", null, version => version.Stored.SopClass.Value),
        new("Transfer syntax", "transferSyntax", version => UidRegistry.Describe(version.Stored.Storage.TransferSyntax), version => version.Stored.Storage.TransferSyntax.Value, IsFlexible: true),
        new("Bytes", "bytes", version => Number(version.Stored.Storage.Blob.DataSetLength), version => version.Stored.Storage.Blob.DataSetLength, IsRight: true),
        new(null, "crc32c", null, version => version.Stored.Storage.Blob.DataSetCrc32C.ToString("x8", CultureInfo.InvariantCulture)),
        new("SOP Instance UID", null, version => version.Stored.Instance.Value, null),
    ];

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Time(ListedVersion version, string format) => version.Stored.Storage.ReceivedAt.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
