using System.Globalization;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// Reads a message of HL7 v2 in pipes and hats. Pure. Segments end with CR; LF and CR LF, which files and hasty senders have, are taken as well.
/// </summary>
/// <param name="fallback">What bytes above 7F mean where MSH-18 says nothing.</param>
public sealed class Hl7Parser(CharacterSet fallback)
{
    /// <summary>The most segments of a message.</summary>
    public const int MaxSegments = 2000;

    /// <summary>The most sub-components of a message, empty ones included: each takes memory, and a separator is one byte.</summary>
    public const int MaxParts = 100_000;

    private const int CharacterSetField = 18;

    /// <exception cref="Hl7FormatException">It is none.</exception>
    public Hl7Message Parse(ReadOnlySpan<byte> bytes)
    {
        var hasMark = bytes.StartsWith("\uFEFF"u8);
        if (hasMark)
            bytes = bytes[3..];
        var lines = SplitLines(bytes);
        if (lines.Count == 0 || !bytes[lines[0]].StartsWith("MSH"u8))
            throw Malformed(Hl7ErrorCode.SegmentSequence, new Hl7Location("MSH"), "The message does not begin with MSH");
        var characterSet = hasMark ? CharacterSet.Utf8 : FindCharacterSet(bytes, lines[0]);
        var header = characterSet.Decode(bytes[lines[0]], Vr.UT);
        if (!Hl7Delimiters.TryRead(header, out var problem, out var delimiters))
            throw Malformed(Hl7ErrorCode.DataType, new Hl7Location("MSH", Field: 2), problem);
        var reader = new Reader(delimiters, characterSet);
        var segments = new List<Hl7Segment>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
            segments.Add(reader.ReadSegment(i == 0 ? header : characterSet.Decode(bytes[lines[i]], Vr.UT), i + 1));
        return new Hl7Message(delimiters, characterSet, segments);
    }

    private static List<Range> SplitLines(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<Range>();
        foreach (var range in bytes.SplitAny("\r\n"u8))
        {
            if (bytes[range].Trim((byte)' ').IsEmpty)
                continue;
            lines.Add(range);
            if (lines.Count > MaxSegments)
                throw Malformed(Hl7ErrorCode.SegmentSequence, null, string.Create(CultureInfo.InvariantCulture, $"The message has more than {MaxSegments} segments"));
        }

        return lines;
    }

    /// <summary>MSH-18 is read before the text that it is about: by the bytes, for it is ASCII itself.</summary>
    private CharacterSet FindCharacterSet(ReadOnlySpan<byte> bytes, Range line)
    {
        var header = Encoding.Latin1.GetString(bytes[line]);
        if (!Hl7Delimiters.TryRead(header, out _, out var delimiters))
            return CharacterSet.Parse([], fallback);
        var fields = header.Split(delimiters.Field);
        var declared = fields.Length >= CharacterSetField ? fields[CharacterSetField - 1] : ""; // the first separator is a field itself
        if (declared is "" or Hl7Message.Delete)
            return CharacterSet.Parse([], fallback);
        return Hl7CharacterSet.Find(delimiters.Repetition == '\0' ? [declared] : declared.Split(delimiters.Repetition), fallback)
            ?? (Ascii.IsValid(bytes) ? CharacterSet.Default
                : throw Malformed(Hl7ErrorCode.TableValueNotFound, new Hl7Location("MSH", Field: CharacterSetField), "MSH-18 names no character set that is known"));
    }

    private static Hl7FormatException Malformed(Hl7ErrorCode code, Hl7Location? location, string text) => new(new Hl7Problem(code, location, text));

    private sealed class Reader(Hl7Delimiters delimiters, CharacterSet characterSet)
    {
        private int _parts;

        /// <param name="number">Of the segment in the message, from 1 on.</param>
        public Hl7Segment ReadSegment(string line, int number)
        {
            if (line.Length < 3 || !line.Take(3).All(char.IsAsciiLetterOrDigit) || (line.Length > 3 && line[3] != delimiters.Field))
                throw Malformed(Hl7ErrorCode.SegmentSequence, null, string.Create(CultureInfo.InvariantCulture, $"Line {number} does not begin with the name of a segment"));
            var name = line[..3].ToUpperInvariant();
            if (line.Any(character => character < ' ' && character != '\t'))
                throw Malformed(Hl7ErrorCode.DataType, new Hl7Location(name), string.Create(CultureInfo.InvariantCulture, $"{name} in line {number} holds a control character"));
            if (number > 1 && name == "MSH")
                throw Malformed(Hl7ErrorCode.SegmentSequence, new Hl7Location(name, 2), "There is a second MSH: each message has a frame of its own");
            if (line.Length <= 4)
                return new Hl7Segment(name, line.Length < 4 ? [] : [Hl7Field.Empty]);
            var texts = line[4..].Split(delimiters.Field);
            return new Hl7Segment(name, number == 1
                ? [Hl7Field.Of(delimiters.Field.ToString()), Hl7Field.Of(texts[0]), .. texts.Skip(1).Select(ReadField)]
                : [.. texts.Select(ReadField)]);
        }

        private Hl7Field ReadField(string text)
        {
            if (text.Length == 0)
            {
                Count(1);
                return Hl7Field.Empty;
            }

            return new Hl7Field([.. Split(text, delimiters.Repetition).Select(ReadRepetition)]);
        }

        private Hl7Repetition ReadRepetition(string text)
        {
            var components = Split(text, delimiters.Component);
            var read = new IReadOnlyList<string>[components.Length];
            for (var i = 0; i < read.Length; i++)
            {
                var subcomponents = Split(components[i], delimiters.Subcomponent);
                Count(subcomponents.Length);
                for (var j = 0; j < subcomponents.Length; j++)
                    subcomponents[j] = Hl7Escapes.Resolve(subcomponents[j], delimiters, characterSet);
                read[i] = subcomponents;
            }

            return new Hl7Repetition(read);
        }

        private void Count(int parts)
        {
            _parts += parts;
            if (_parts > MaxParts)
                throw Malformed(Hl7ErrorCode.DataType, null, string.Create(CultureInfo.InvariantCulture, $"The message has more than {MaxParts} fields and components"));
        }

        private static string[] Split(string text, char delimiter) => delimiter == '\0' ? [text] : text.Split(delimiter, MaxParts + 1);
    }
}
