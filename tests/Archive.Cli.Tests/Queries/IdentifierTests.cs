using Archive.Cli.Queries;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Tests.Queries;

public sealed class IdentifierTests
{
    private static readonly FixedTime Noon = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_has_the_level_and_the_keys_in_the_order_of_their_tags()
    {
        var identifier = Create(QueryLevel.Image, "PatientID=P1", "0008,0018=1.2.3", "Modality");

        Assert.Equal(["(0008,0018)", "(0008,0052)", "(0008,0060)", "(0010,0020)"], identifier.Select(element => element.Tag.ToString()));
        Assert.Equal(("IMAGE", "1.2.3", "", "P1"), (identifier.GetString(Tags.QueryRetrieveLevel), identifier.GetString(Tags.SOPInstanceUID), identifier.GetString(Tags.Modality), identifier.GetString(Tags.PatientID)));
    }

    [Fact]
    public void Keys_in_the_same_sequence_share_its_item()
    {
        var identifier = Create(QueryLevel.Series, "RequestAttributesSequence.RequestedProcedureID=P1", "RequestAttributesSequence.ScheduledProcedureStepID=S1");

        var item = Assert.Single(identifier.GetItems(Tags.RequestAttributesSequence));
        Assert.Equal(("P1", "S1"), (item.GetString(Tags.RequestedProcedureID), item.GetString(Tags.ScheduledProcedureStepID)));
    }

    [Fact]
    public void Sequences_may_be_within_sequences() => Assert.Equal(
        "121072",
        Create(QueryLevel.Series, "RequestAttributesSequence.RequestedProcedureCodeSequence.CodeValue=121072")
            .GetItems(Tags.RequestAttributesSequence)[0].GetItems(Tags.RequestedProcedureCodeSequence)[0].GetString(Tags.CodeValue));

    [Fact]
    public void A_sequence_without_keys_asks_for_all_of_it() => Assert.Empty(Create(QueryLevel.Study, "ProcedureCodeSequence").GetItems(Tags.ProcedureCodeSequence));

    [Fact]
    public void ASCII_needs_no_character_set() => Assert.False(Create(QueryLevel.Study, "PatientName=MULLER*").Contains(Tags.SpecificCharacterSet));

    [Fact]
    public void What_is_more_than_ASCII_is_written_in_UTF_8_in_sequences_as_well()
    {
        var identifier = Create(QueryLevel.Study, "PatientName=山田*", "RequestAttributesSequence.RequestedProcedureDescription=Schädel");

        Assert.Equal("ISO_IR 192", identifier.GetString(Tags.SpecificCharacterSet));
        Assert.Equal("山田*", identifier.GetString(Tags.PatientName));
        Assert.Equal("Schädel"u8.ToArray(), Value(identifier.GetItems(Tags.RequestAttributesSequence)[0], Tags.RequestedProcedureDescription));
    }

    [Fact]
    public void A_character_set_that_is_named_is_declared_and_used()
    {
        var identifier = Identifier.Create(QueryLevel.Study, [Key.Parse("PatientName=Äneas")], CharacterSet.Parse(["ISO_IR 100"]), Noon);

        Assert.Equal("ISO_IR 100", identifier.GetString(Tags.SpecificCharacterSet));
        Assert.Equal([0xC4, .. "neas"u8], Value(identifier, Tags.PatientName));
    }

    [Fact]
    public void Text_that_the_named_character_set_does_not_hold_is_refused() => Assert.Contains(
        "'山田' for PatientName cannot be written in ISO_IR 100",
        Assert.Throws<CommandException>(() => Identifier.Create(QueryLevel.Study, [Key.Parse("PatientName=山田")], CharacterSet.Parse(["ISO_IR 100"]), Noon)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("20260131", "20260131")]
    [InlineData("2026-01-31", "20260131")]
    [InlineData("2026-01-01-2026-01-31", "20260101-20260131")]
    [InlineData("2026-01-01-", "20260101-")]
    [InlineData("-2026-01-31", "-20260131")]
    [InlineData("20260101-20260131", "20260101-20260131")]
    [InlineData("today", "20260301")]
    [InlineData("yesterday-today", "20260228-20260301")]
    public void Dates_may_be_written_as_people_write_them(string text, string expected) =>
        Assert.Equal(expected, Create(QueryLevel.Study, $"StudyDate={text}").GetString(Tags.StudyDate));

    [Theory]
    [InlineData("Rows=512", new byte[] { 0x00, 0x02 })]
    [InlineData("FrameIncrementPointer=0018,1063", new byte[] { 0x18, 0x00, 0x63, 0x10 })]
    [InlineData("ReferencePixelX0=-1", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData("SelectorUSValue=1\\2", new byte[] { 1, 0, 2, 0 })]
    public void Numbers_are_encoded_as_their_VR_says(string key, byte[] expected)
    {
        var parsed = Key.Parse(key);

        Assert.Equal(expected, Value(Create(QueryLevel.Image, key), parsed.Path.Tag));
    }

    [Theory]
    [InlineData("PatientNames=X", "'PatientNames' is no attribute")]
    [InlineData("StudyDescription.CodeValue=X", "is no sequence")]
    [InlineData("RequestAttributesSequence=X", "is a sequence: give the keys in it")]
    [InlineData("Rows=many", "'many' is no value of Rows")]
    [InlineData("Rows=65536", "'65536' is no value of Rows")]
    [InlineData("0009,1001=X", "is no value of 0009,1001")]
    public void A_key_that_makes_no_sense_is_refused_with_what_is_wrong(string key, string expected) => Assert.Contains(
        expected, Assert.Throws<CommandException>(() => Create(QueryLevel.Study, key)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_value_may_hold_equals_signs() => Assert.Equal("Yamada=山田", Create(QueryLevel.Study, "PatientName=Yamada=山田").GetString(Tags.PatientName));

    private static DataSet Create(QueryLevel level, params string[] keys) => Identifier.Create(level, [.. keys.Select(Key.Parse)], null, Noon);

    private static byte[] Value(DataSet dataSet, Tag tag) => dataSet.TryGet(tag, out var element) ? element.Value.ToArray() : [];

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
