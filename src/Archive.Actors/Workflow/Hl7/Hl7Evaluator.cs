using System.Buffers.Binary;
using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Finds the values of attributes in one message, and notes what is wrong with them.</summary>
internal sealed class Hl7Evaluator(Hl7Message message, TimeZoneInfo timeZone, List<Hl7Problem> problems)
{
    /// <summary>Half an identifier is another one: these are never cut. Without what is marked, the item would be another one.</summary>
    private static readonly Dictionary<Tag, bool> Identifiers = new()
    {
        [Tags.PatientID] = true,
        [Tags.AccessionNumber] = true,
        [Tags.RequestedProcedureID] = true,
        [Tags.ScheduledProcedureStepID] = true,
        [Tags.StudyInstanceUID] = true,
        [Tags.IssuerOfPatientID] = false,
        [Tags.AdmissionID] = false,
        [Tags.PlacerOrderNumberImagingServiceRequest] = false,
        [Tags.FillerOrderNumberImagingServiceRequest] = false,
    };

    /// <param name="known">What was found before, which sources may refer to; gets this one.</param>
    /// <param name="isRequired">A message without it cannot be taken.</param>
    public Hl7Value Evaluate(Hl7Attribute attribute, Hl7Scope scope, Dictionary<Tag, string> known, bool isRequired)
    {
        var (value, source, isDeleted) = (Hl7Value.None, default(Hl7Source), false);
        foreach (var candidate in attribute.From)
        {
            if (Read(candidate, attribute, scope, known, ref isDeleted) is not { } found)
                continue;
            (value, source) = (found, candidate);
            break;
        }

        value = value.HasValue && value.Items.Count == 0 ? Check(value, attribute, source?.Path, scope, isRequired) : value;
        if (!value.HasValue && attribute.Default is { } substitute)
            value = Hl7Value.Of(substitute) with { IsDefault = true };
        if (!value.HasValue)
        {
            value = value with { IsDeleted = isDeleted };
            if (isRequired && !problems.Exists(problem => !problem.IsWarning && problem.Text.StartsWith(ElementDictionary.Describe(attribute.Tag), StringComparison.Ordinal)))
                Add(Hl7ErrorCode.RequiredFieldMissing, attribute, attribute.From.Select(from => from.Path).FirstOrDefault(path => path is not null), scope, Missing(attribute), false);
        }

        known[attribute.Tag] = value.Text;
        return value;
    }

    /// <summary>The element of a value; without one it is there and empty.</summary>
    public static Element ToElement(Hl7Attribute attribute, Hl7Value value)
    {
        if (attribute.Vr == Vr.SQ)
            return Element.Sequence(attribute.Tag, value.Items);
        if (attribute.Vr != Vr.US || value.Text.Length == 0)
            return Hl7Values.Text(attribute.Tag, value.Text);
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, ushort.Parse(value.Text, CultureInfo.InvariantCulture));
        return new Element(attribute.Tag, Vr.US, bytes);
    }

    /// <summary>Null when the source has nothing to say, so that the next one is asked.</summary>
    private Hl7Value? Read(Hl7Source source, Hl7Attribute attribute, Hl7Scope scope, Dictionary<Tag, string> known, ref bool isDeleted)
    {
        if (source.Path is not { } path)
            return known.GetValueOrDefault(source.Attribute) is { Length: > 0 } before && Look(source, before) is { } meaning ? Hl7Value.Of(meaning) : null;
        var texts = new List<string>();
        foreach (var segment in scope.Find(path))
        {
            var values = path.Find(segment);
            if (values.Count == 0)
                continue;
            if (attribute.Vr == Vr.SQ)
            {
                DataSet[] items = [.. source.As == Hl7Conversion.Code ? Hl7Values.Codes(values, Math.Max(path.Component, 1)) : Hl7Values.OtherIdentifiers(values)];
                isDeleted |= values[0].Text(1) == Hl7Message.Delete;
                return items.Length > 0 ? new Hl7Value("", items) : null;
            }

            foreach (var value in attribute.TakesAll ? values : values.Take(1))
            {
                if (path.Text(value) == Hl7Message.Delete)
                    isDeleted = true;
                else if (Convert(source, path, segment, value, values) is { } text && Look(source, text) is { } found)
                    texts.Add(found);
            }

            if (texts.Count > 0 && !attribute.TakesAll)
                break;
        }

        return texts.Count == 0 ? null : Hl7Value.Of(attribute.Vr.IsSingleText()
            ? Hl7Values.Clean(string.Join('\n', texts), attribute.Vr)
            : string.Join('\\', texts.Select(text => Hl7Values.Clean(text, attribute.Vr))));
    }

    /// <summary>Null for no value; a time stamp without a time of day is a space, so that no other source is asked for the time.</summary>
    private string? Convert(Hl7Source source, Hl7Path path, Hl7Segment segment, Hl7Repetition value, IReadOnlyList<Hl7Repetition> all)
    {
        var text = source.As switch
        {
            Hl7Conversion.PersonName => Hl7Values.PersonName(all),
            Hl7Conversion.Provider => Hl7Values.Provider(value),
            _ => path.Text(value),
        };
        if (text.Length == 0)
            return null;
        return source.As switch
        {
            Hl7Conversion.Date => Hl7Times.TryRead(text, timeZone, out var date, out _) ? date : text,
            Hl7Conversion.Time => !Hl7Times.TryRead(text, timeZone, out _, out var time) ? text : time.Length > 0 ? time : " ",
            Hl7Conversion.Kilograms => Scaled(text, segment.Text(6), KilogramsPer),
            Hl7Conversion.Metres => Scaled(text, segment.Text(6), MetresPer),
            _ => text,
        };
    }

    private static string? Look(Hl7Source source, string text) =>
        source.Table is null ? text : source.Table.TryGetValue(text.Trim(), out var meaning) && meaning.Length > 0 ? meaning : null;

    private Hl7Value Check(Hl7Value value, Hl7Attribute attribute, Hl7Path? path, Hl7Scope scope, bool isRequired)
    {
        var isIdentifier = Identifiers.TryGetValue(attribute.Tag, out var isKey);
        if (!isIdentifier && attribute.Vr is Vr.SH or Vr.LO or Vr.ST or Vr.LT)
            return value with { Text = string.Join('\\', value.Text.Split('\\').Select(text => Hl7Values.Cut(text, attribute.Vr))) };
        if (attribute.Vr == Vr.PN)
            return value with { Text = string.Join('=', value.Text.Split('=').Select(text => Hl7Values.Cut(text, Vr.PN))) };
        var wrong = value.Text.Split('\\').Select(text => Hl7Values.Problem(text, attribute.Vr)).FirstOrDefault(problem => problem is not null);
        if (wrong is null)
            return value;
        var isRefused = isRequired || isKey;
        Add(Hl7ErrorCode.DataType, attribute, path, scope, $"{ElementDictionary.Describe(attribute.Tag)} cannot be made of {path}: {wrong}{(isRefused ? "" : "; it is left out")}", !isRefused);
        return Hl7Value.None;
    }

    private void Add(Hl7ErrorCode code, Hl7Attribute attribute, Hl7Path? path, Hl7Scope scope, string text, bool isWarning)
    {
        var at = path is null ? default(Hl7Location?) : path.At(OccurrenceOf(path, scope));
        if (!problems.Exists(problem => problem.Location == at && problem.Text == text))
            problems.Add(new Hl7Problem(code, at, text, isWarning));
    }

    private int OccurrenceOf(Hl7Path path, Hl7Scope scope)
    {
        var segment = scope.First(path.Segment);
        return segment is null ? 1 : message.Segments.Where(other => other.Name == path.Segment).TakeWhile(other => !ReferenceEquals(other, segment)).Count() + 1;
    }

    private static string Missing(Hl7Attribute attribute)
    {
        var places = attribute.From.Where(source => source.Path is not null).Select(source => source.Path!.ToString()).Distinct().ToList();
        return $"{ElementDictionary.Describe(attribute.Tag)} is needed, and {(places.Count == 0 ? "nothing gives it" : string.Join(", ", places) + (places.Count == 1 ? " gives none" : " give none"))}";
    }

    private static string Scaled(string text, string unit, Func<string, double, double?> per) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && per(unit.Trim().ToUpperInvariant(), number) is { } factor
            ? (number * factor).ToString("0.####", CultureInfo.InvariantCulture)
            : text + unit; // no number, which is said where values are checked

    private static double? KilogramsPer(string unit, double number) => unit switch
    {
        "" or "KG" => 1,
        "G" => 0.001,
        "LB" or "[LB_AV]" => 0.45359237,
        _ => null,
    };

    /// <summary>Who gives no unit has metres for what can be one's height in metres.</summary>
    private static double? MetresPer(string unit, double number) => unit switch
    {
        "" => number < 3 ? 1 : 0.01,
        "M" => 1,
        "CM" => 0.01,
        "MM" => 0.001,
        "IN" or "[IN_I]" => 0.0254,
        _ => null,
    };
}
