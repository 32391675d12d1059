using System.Globalization;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Where in a message something is.</summary>
/// <param name="Occurrence">The how manyeth segment of its name, from 1 on.</param>
/// <param name="Field">0 for the segment as a whole.</param>
/// <param name="Component">0 for the field as a whole.</param>
public readonly record struct Hl7Location(string Segment, int Occurrence = 1, int Field = 0, int Component = 0)
{
    /// <summary>For people: <c>PID-3.1</c>.</summary>
    public override string ToString() => Field == 0 ? Segment
        : Component == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Segment}-{Field}")
        : string.Create(CultureInfo.InvariantCulture, $"{Segment}-{Field}.{Component}");
}
