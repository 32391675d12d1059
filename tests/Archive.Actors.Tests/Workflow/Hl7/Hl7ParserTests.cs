using System.Text;
using Archive.Actors.Workflow.Hl7;
using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Actors.Tests.Workflow.Hl7;

public sealed class Hl7ParserTests
{
    private static readonly Hl7Parser Parser = new(CharacterSet.Default);

    [Fact]
    public void What_is_written_is_read_as_the_same()
    {
        var texts = Gen.OneOf(
            Gen.Elements("", "\"\"", "|", "^~\\&", "\\F\\", "\\", "\n", "\r", "\t", "\0", "\x1C\x0B\r", "\\X41\\", "\\.br\\", "Müller", "山田", "😀", "#", "a\\b|c^d~e&f"),
            Gen.Choose('0', 'z').Select(letter => $"{(char)letter}1"));
        var repetition = texts.NonEmptyListOf().NonEmptyListOf().Select(components => new Hl7Repetition([.. components.Select(component => (IReadOnlyList<string>)[.. component])]));
        var field = repetition.NonEmptyListOf().Select(repetitions => new Hl7Field([.. repetitions]));
        var segment = Gen.Elements("PID", "ZX1", "OBX").SelectMany(name => field.NonEmptyListOf().Select(fields => new Hl7Segment(name, [.. fields])));
        var message = Gen.Elements(Hl7Delimiters.Usual, new Hl7Delimiters('!', '*', '+', '%', '@'), Hl7Delimiters.Usual with { Truncation = '#' })
            .SelectMany(delimiters => segment.ListOf().Select(segments => new Hl7Message(delimiters, CharacterSet.Utf8, [Header(delimiters), .. segments])));

        Prop.ForAll(message.Resize(5).ToArbitrary(), written =>
        {
            var read = Parser.Parse(Hl7Writer.Write(written));
            Assert.Equal(written.Delimiters, read.Delimiters);
            Assert.Equal(Describe(written), Describe(read));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Bytes_of_any_kind_are_a_message_or_a_problem()
    {
        var beginnings = Gen.Elements("MSH|^~\\&|A|B|C|D|||ORM^O01|1|P|2.5\r", "MSH|^~\\&|\rPID|", "MSH|", "MSH", "");
        var parts = Gen.OneOf(Gen.Choose(0, 255).Select(value => new[] { (byte)value }), Gen.Elements("|", "^", "~", "\\", "&", "\r", "PID|", "\\X", "ORC|NW").Select(text => Encoding.ASCII.GetBytes(text)));
        var bytes = beginnings.SelectMany(beginning => parts.ListOf().Select(rest => (byte[])[.. Encoding.ASCII.GetBytes(beginning), .. rest.SelectMany(part => part)]));

        Prop.ForAll(bytes.ToArbitrary(), some =>
        {
            try
            {
                Assert.Equal("MSH", Parser.Parse(some).Header.Name);
            }
            catch (Hl7FormatException e)
            {
                Assert.NotEmpty(e.Problem.Text);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Empty_and_deleted_are_two_things()
    {
        var message = Parse("PID|1||\"\"||");

        Assert.Equal(Hl7Message.Delete, message.Segments[1].Text(3));
        Assert.True(message.Segments[1][4].IsEmpty);
        Assert.True(message.Segments[1][40].IsEmpty);
    }

    [Theory]
    [InlineData(@"a\T\b", "a&b")]
    [InlineData(@"\F\\S\\T\\R\\E\", @"|^&~\")]
    [InlineData(@"one\.br\two\.sp2\three", "one\ntwo\n\nthree")]
    [InlineData(@"\H\loud\N\", "loud")]
    [InlineData(@"\X4D2E\", "M.")]
    [InlineData(@"\XC3BC\", "ü")]
    [InlineData(@"\X4\ \XZZ\", @"\X4\ \XZZ\")]
    [InlineData(@"C:\temp\new", @"C:\temp\new")]
    [InlineData(@"50\", @"50\")]
    [InlineData(@"a\local\F\b", @"a\local|b")]
    [InlineData(@"\.sp99\", @"\.sp99\")]
    public void Escapes_are_resolved_and_what_is_none_stays(string written, string meant) =>
        Assert.Equal(meant, Parse($"NTE|1||{written}", "UNICODE UTF-8").Segments[1].Text(3));

    [Fact]
    public void More_parts_than_allowed_are_refused_before_they_take_memory()
    {
        var message = $"MSH|^~\\&|\rZZZ|{new string('&', Hl7Parser.MaxParts + 1)}";

        Assert.Contains("100000", Refused(message).Text, StringComparison.Ordinal);
        Assert.Contains("2000 segments", Refused("MSH|^~\\&|\r" + string.Concat(Enumerable.Repeat("NTE|\r", Hl7Parser.MaxSegments))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MSH")]
    [InlineData("MSH|")]
    [InlineData("MSH||")]
    [InlineData("MSH|^^\\&|")]
    [InlineData("MSH|^~\\|&|")]
    [InlineData("MSH|^A\\&|")]
    [InlineData("MSHX^~\\&X")]
    [InlineData("MSH|^~\\&#+|")]
    public void Delimiters_that_part_nothing_are_refused(string header)
    {
        if (header == "MSH|^~\\|&|")
            Assert.Equal('\0', Parser.Parse(Encoding.ASCII.GetBytes(header)).Delimiters.Subcomponent); // three of them, and a field '&'
        else
            Assert.Equal(Hl7ErrorCode.DataType, Refused(header).Code);
    }

    private static Hl7Segment Header(Hl7Delimiters delimiters) =>
        new("MSH", [Hl7Field.Of(delimiters.Field.ToString()), Hl7Field.Of(delimiters.EncodingCharacters), .. Enumerable.Repeat(Hl7Field.Empty, 15), Hl7Field.Of("UNICODE UTF-8")]);

    private static Hl7Message Parse(string segment, string set = "") => Parser.Parse(Encoding.UTF8.GetBytes($"MSH|^~\\&||||||||||||||||{set}\r{segment}"));

    private static Hl7Problem Refused(string message) => Assert.Throws<Hl7FormatException>(() => Parser.Parse(Encoding.ASCII.GetBytes(message))).Problem;

    private static string Describe(Hl7Message message) => string.Join('\n', message.Segments.Select(segment => segment.Name + ": " + string.Join(" | ", segment.Fields.Select(field =>
        string.Join(" ~ ", field.Repetitions.Select(repetition => string.Join(" ^ ", repetition.Components.Select(component => string.Join(" & ", component.Select(text => $"[{text}]"))))))))));
}
