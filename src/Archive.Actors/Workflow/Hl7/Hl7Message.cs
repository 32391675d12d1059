using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>A message of HL7 v2: segments, the first of them MSH.</summary>
/// <param name="CharacterSet">What its text was written in, as MSH-18 says.</param>
public sealed record Hl7Message(Hl7Delimiters Delimiters, CharacterSet CharacterSet, IReadOnlyList<Hl7Segment> Segments)
{
    /// <summary>Stands in a field whose value is to be deleted; an empty field says nothing of it (HL7 v2 2.5.3).</summary>
    public const string Delete = "\"\"";

    public Hl7Segment Header => Segments[0];

    public string SendingApplication => Header.Text(3);

    /// <summary>MSH-9.1, for example ORM.</summary>
    public string Type => Header.Text(9).ToUpperInvariant();

    /// <summary>MSH-9.2, for example O01.</summary>
    public string Event => Header.Text(9, 2).ToUpperInvariant();

    public string ControlId => Header.Text(10);

    public string ProcessingId => Header.Text(11);

    public string Version => Header.Text(12);

    public Hl7Segment? First(string name) => Segments.FirstOrDefault(segment => segment.Name == name);
}
