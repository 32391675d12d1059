using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Where in a message a value stands: <c>PID-3.1</c>, <c>PID-3[5=MR].4.2</c>, <c>OBX[3.1=29463-7|3141-9]-5</c>.</summary>
/// <param name="Component">0 for the field as a whole.</param>
/// <param name="Subcomponent">0 for the first.</param>
public sealed partial record Hl7Path(string Segment, Hl7Condition? SegmentCondition, int Field, Hl7Condition? ValueCondition, int Component, int Subcomponent)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Hl7Path? path)
    {
        path = null;
        if (Form().Match(text) is not { Success: true } match)
            return false;
        path = new Hl7Path(
            match.Groups["segment"].Value,
            match.Groups["whole"].Success ? new Hl7Condition(Number("whole"), Math.Max(Number("part"), 1), match.Groups["is"].Value.Split('|')) : null,
            Number("field"),
            match.Groups["component"].Success ? new Hl7Condition(0, Number("component"), match.Groups["equals"].Value.Split('|')) : null,
            Number("c"),
            Number("s"));
        return path.Field > 0;

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    public Hl7Location At(int occurrence = 1) => new(Segment, occurrence, Field, Component);

    public bool IsIn(Hl7Segment segment) => segment.Name == Segment && SegmentCondition?.Holds(segment) != false;

    /// <summary>The values of the field that are meant: all that meet the condition, else all; the one that counts is the first.</summary>
    public IReadOnlyList<Hl7Repetition> Find(Hl7Segment segment)
    {
        var field = segment[Field];
        if (ValueCondition is { } condition)
            return [.. field.Repetitions.Where(condition.Holds)];
        var first = field.First;
        return [first, .. field.Repetitions.Where(repetition => !ReferenceEquals(repetition, first))];
    }

    public string Text(Hl7Repetition repetition) => repetition.Text(Math.Max(Component, 1), Math.Max(Subcomponent, 1));

    public override string ToString()
    {
        var segment = SegmentCondition is { } of ? string.Create(CultureInfo.InvariantCulture, $"[{of.Field}.{of.Component}={string.Join('|', of.Values)}]") : "";
        var value = ValueCondition is { } only ? string.Create(CultureInfo.InvariantCulture, $"[{only.Component}={string.Join('|', only.Values)}]") : "";
        var component = Component > 0 ? string.Create(CultureInfo.InvariantCulture, $".{Component}") : "";
        var subcomponent = Subcomponent > 0 ? string.Create(CultureInfo.InvariantCulture, $".{Subcomponent}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Segment}{segment}-{Field}{value}{component}{subcomponent}");
    }

    [GeneratedRegex(@"^(?<segment>[A-Z][A-Z0-9]{2})(\[(?<whole>\d{1,3})(\.(?<part>\d{1,2}))?=(?<is>[^\]]+)\])?-(?<field>\d{1,3})(\[(?<component>\d{1,2})=(?<equals>[^\]]+)\])?(\.(?<c>[1-9]\d?)(\.(?<s>[1-9]\d?))?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
