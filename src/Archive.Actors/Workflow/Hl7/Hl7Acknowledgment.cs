using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>The answer to a message: MSA says whether it was taken, an ERR for each problem why not (HL7 v2 2.9, in the original mode).</summary>
internal static class Hl7Acknowledgment
{
    /// <summary>More problems than this help nobody.</summary>
    public const int MaxProblems = 10;

    private const string UsualVersion = "2.5";

    /// <summary>From this version on ERR has a place for each thing; before it all stands in its first field.</summary>
    private const decimal NewErr = 2.5m;

    /// <summary>AA, AE or AR.</summary>
    public static string CodeOf(IReadOnlyList<Hl7Problem> problems) =>
        problems.Any(problem => problem.IsRejection) ? "AR" : problems.Any(problem => !problem.IsWarning) ? "AE" : "AA";

    /// <param name="message">What it answers.</param>
    /// <param name="id">MSH-10 of the answer.</param>
    /// <param name="at">Site time.</param>
    public static Hl7Message Create(Hl7Message message, IReadOnlyList<Hl7Problem> problems, string id, DateTimeOffset at)
    {
        var header = message.Header;
        var version = message.Version.Length > 0 ? message.Version : UsualVersion;
        var type = message.Event.Length > 0 ? ReplyType(message.Event, version) : Hl7Field.Of("ACK");
        return Create(message.Delimiters, message.CharacterSet, CodeOf(problems), problems, version, new Hl7Segment("MSH",
        [
            Hl7Field.Empty, Hl7Field.Empty, header[5], header[6], header[3], header[4], Hl7Field.Of(Text(at)), Hl7Field.Empty,
            type, Hl7Field.Of(id), header[11].IsEmpty ? Hl7Field.Of("P") : header[11], header[12].IsEmpty ? Hl7Field.Of(version) : header[12],
            .. header[18].IsEmpty ? (IEnumerable<Hl7Field>)[] : [.. Enumerable.Repeat(Hl7Field.Empty, 5), header[18]],
        ]), header[10]);
    }

    /// <summary>Answers what is no message. Of what it began with is taken what can be read.</summary>
    public static Hl7Message CreateFor(ReadOnlySpan<byte> unreadable, Hl7Problem problem, string id, DateTimeOffset at)
    {
        if (ReadHeader(unreadable) is { } header)
        {
            var answer = Create(header, [problem], id, at);
            return answer with { Segments = [answer.Header, WithCode(answer.Segments[1], "AR"), .. answer.Segments.Skip(2)] };
        }

        return Create(Hl7Delimiters.Usual, CharacterSet.Default, "AR", [problem], UsualVersion, new Hl7Segment("MSH",
        [
            Hl7Field.Empty, Hl7Field.Empty, Hl7Field.Empty, Hl7Field.Empty, Hl7Field.Empty, Hl7Field.Empty, Hl7Field.Of(Text(at)), Hl7Field.Empty,
            Hl7Field.Of("ACK"), Hl7Field.Of(id), Hl7Field.Of("P"), Hl7Field.Of(UsualVersion),
        ]), Hl7Field.Empty);
    }

    private static Hl7Message Create(Hl7Delimiters delimiters, CharacterSet set, string code, IReadOnlyList<Hl7Problem> problems, string version, Hl7Segment header, Hl7Field controlId)
    {
        if (delimiters.Subcomponent == '\0') // one of those that are missing is the escape character, without which not everything can be said
            delimiters = Hl7Delimiters.Usual;
        var isNew = decimal.TryParse(version.Split('.') is [var major, var minor, ..] ? $"{major}.{minor}" : version, CultureInfo.InvariantCulture, out var number) && number >= NewErr;
        var told = problems.OrderBy(problem => problem.IsWarning).Take(MaxProblems).ToList();
        var msa = new Hl7Segment("MSA", told is [{ IsWarning: false } first, ..]
            ? [Hl7Field.Of(code), controlId, Hl7Field.Of(first.Text)]
            : [Hl7Field.Of(code), controlId]);
        header = header with { Fields = [Hl7Field.Of(delimiters.Field.ToString()), Hl7Field.Of(delimiters.EncodingCharacters), .. header.Fields.Skip(2)] };
        return new Hl7Message(delimiters, set, [header, msa, .. told.Select(problem => isNew ? NewError(problem) : OldError(problem))]);
    }

    private static Hl7Segment NewError(Hl7Problem problem) => new("ERR",
    [
        Hl7Field.Empty,
        problem.Location is { } at ? Hl7Field.Of(LocationParts(at)) : Hl7Field.Empty,
        Hl7Field.Of(Text((int)problem.Code), Describe(problem.Code), "HL70357"),
        Hl7Field.Of(problem.IsWarning ? "W" : "E"),
        Hl7Field.Empty, Hl7Field.Empty, Hl7Field.Empty,
        Hl7Field.Of(problem.Text),
    ]);

    /// <summary>ERR-1: segment, occurrence, field, and the code as sub-components (HL7 v2.3.1 2.24.5).</summary>
    private static Hl7Segment OldError(Hl7Problem problem) => new("ERR",
    [
        new Hl7Field([new Hl7Repetition(
        [
            [problem.Location?.Segment ?? ""],
            [problem.Location is { } at ? Text(at.Occurrence) : ""],
            [problem.Location is { Field: > 0 } field ? Text(field.Field) : ""],
            [Text((int)problem.Code), problem.IsWarning ? problem.Text : Describe(problem.Code), "HL70357"],
        ])]),
    ]);

    private static string[] LocationParts(Hl7Location at) => at switch
    {
        { Field: 0 } => [at.Segment, Text(at.Occurrence)],
        { Component: 0 } => [at.Segment, Text(at.Occurrence), Text(at.Field)],
        _ => [at.Segment, Text(at.Occurrence), Text(at.Field), "1", Text(at.Component)],
    };

    private static Hl7Field ReplyType(string trigger, string version) =>
        version.StartsWith("2.1", StringComparison.Ordinal) || version.StartsWith("2.2", StringComparison.Ordinal) || version == "2.3"
            ? Hl7Field.Of("ACK", trigger)
            : Hl7Field.Of("ACK", trigger, "ACK");

    private static Hl7Segment WithCode(Hl7Segment msa, string code) => msa with { Fields = [Hl7Field.Of(code), .. msa.Fields.Skip(1)] };

    /// <summary>The first segment alone, when that is a header that can be read.</summary>
    private static Hl7Message? ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny("\r\n"u8);
        try
        {
            return new Hl7Parser(CharacterSet.Default).Parse(end < 0 ? bytes : bytes[..end]);
        }
        catch (Hl7FormatException)
        {
            return null; // nobody can be told which message it was
        }
    }

    private static string Describe(Hl7ErrorCode code) => code switch
    {
        Hl7ErrorCode.SegmentSequence => "Segment sequence error",
        Hl7ErrorCode.RequiredFieldMissing => "Required field missing",
        Hl7ErrorCode.DataType => "Data type error",
        Hl7ErrorCode.TableValueNotFound => "Table value not found",
        Hl7ErrorCode.UnsupportedMessageType => "Unsupported message type",
        Hl7ErrorCode.UnsupportedEvent => "Unsupported event code",
        Hl7ErrorCode.UnsupportedProcessingId => "Unsupported processing id",
        Hl7ErrorCode.UnsupportedVersion => "Unsupported version id",
        Hl7ErrorCode.UnknownKey => "Unknown key identifier",
        Hl7ErrorCode.DuplicateKey => "Duplicate key identifier",
        _ => "Application internal error",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
