using Archive.EndToEnd.Tests.Worklist;
using Archive.Protocol.Data;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>An attribute of the N-CREATE or N-SET of a modality.</summary>
/// <param name="Path">Tags with slashes between them.</param>
/// <param name="Use">Whether it is sent, or its types.</param>
/// <param name="Source">Where its value is from, or its type in the final state.</param>
internal sealed record StepAttribute(string Message, string Path, string VrCode, string Use, string Source, string Value, string Name)
{
    public const string Create = "N-CREATE";
    public const string Set = "N-SET";

    public static StepAttribute Read(string[] fields) => new(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]);

    public StatementKey Key { get; } = new(Path, VrCode, IsMatched: false);

    public string Parent { get; } = Path.LastIndexOf('/') is var end and >= 0 ? Path[..end] : "";

    public Tag Tag => Key.Tags[^1];

    public bool IsSent => Use != "listed, not sent";

    public bool IsEmpty => Value == "zero length";
}
