using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

public sealed class ObjectDescriptionTests
{
    public static TheoryData<string, string, string> BrokenUids => new()
    {
        { "00080016", "", "SOP Class UID (0008,0016) is empty" },
        { "00080018", "", "SOP Instance UID (0008,0018) is empty" },
        { "00080018", "1.2.\u00003", "SOP Instance UID (0008,0018) is no UID: '1.2..3'" },
        { "00080018", "1." + new string('2', 65), "SOP Instance UID (0008,0018) is no UID: '1." },
        { "0020000D", @"1.2\1.3", @"Study Instance UID (0020,000D) is no UID: '1.2\1.3'" },
        { "0020000D", "../../x", "Study Instance UID (0020,000D) is no UID: '../../x'" },
        { "0020000E", "1.2/a.3", "Series Instance UID (0020,000E) is no UID: '1.2/a.3'" },
    };

    [Theory]
    [Requirement("BASICS-05")]
    [MemberData(nameof(BrokenUids))]
    public void A_uid_that_is_none_is_named_with_its_problem(string tag, string value, string expected)
    {
        Assert.True(Tag.TryParse(tag, out var broken));
        var dataSet = Image("1.2").Set(broken, Vr.UI, System.Text.Encoding.Latin1.GetBytes(value));

        Assert.False(ObjectDescription.TryFrom(dataSet, out var description, out var problem));

        Assert.Null(description);
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("BASICS-05")]
    public void A_missing_uid_is_named()
    {
        Assert.False(ObjectDescription.TryFrom(Image("1.2").Remove(Tags.SeriesInstanceUID), out _, out var problem));
        Assert.Equal("Series Instance UID (0020,000E) is missing", problem);
    }

    [Theory]
    [Requirement("TIGER-29")]
    [Requirement("VEREOS-25")]
    [InlineData(null, "ISO_IR 100", "\u00CA")]
    [InlineData("ISO_IR 144", "ISO_IR 144", "\u042A")]
    public void Undeclared_text_is_declared_in_the_index_as_what_it_was_read_as(string? fallback, string declared, string name)
    {
        var written = DataSetWriter.ToArray(Image("1.2").Set(Tags.PatientName, Vr.PN, new byte[] { 0xCA, 0x20 }), TransferSyntax.ExplicitVrLittleEndian);
        var options = new DataSetReaderOptions { UndeclaredCharacterSet = fallback is null ? null : CharacterSet.Parse([fallback]) };

        Assert.True(ObjectDescription.TryFrom(DataSetReader.Read(written, TransferSyntax.ExplicitVrLittleEndian, options), out var description, out _));

        var study = Read(description.Study.Encoded);
        Assert.Equal((declared, name, name), (study.GetString(Tags.SpecificCharacterSet), study.GetString(Tags.PatientName), description.Study.PatientName));
        Assert.True(study.TryGet(Tags.PatientName, out var element));
        Assert.Equal(new byte[] { 0xCA, 0x20 }, element.Value.ToArray());
        Assert.False(Read(description.Series.Encoded).Contains(Tags.SpecificCharacterSet));
    }

    [Fact]
    [Requirement("BASICS-25")]
    [Requirement("OASIS-09")]
    [Requirement("TIGER-17")]
    public void Nonsense_in_any_other_attribute_is_kept_and_stops_nothing()
    {
        var dataSet = Image("1.2").SetString(Tags.StudyDate, "20249931").SetString(Tags.StudyTime, "99:99").SetString(Tags.PatientBirthDate, "UNKNOWN")
            .SetString(Tags.InstanceNumber, "1e9").SetString(Tags.SeriesNumber, "99999999999999").SetString(Tags.Modality, "A MODALITY LONGER THAN SIXTEEN");

        Assert.True(ObjectDescription.TryFrom(dataSet, out var description, out _));

        Assert.Equal(("", "", ""), (description.Study.StudyDate, description.Study.StudyTime, description.Study.PatientBirthDate));
        Assert.Equal(("1e9", "99999999999999"), (description.Instance.InstanceNumber, description.Series.SeriesNumber));
        Assert.Equal("A MODALITY LONGER THAN SIXTEEN", description.Series.Modality);
        Assert.Equal("20249931", Read(description.Study.Encoded).GetString(Tags.StudyDate));
        Assert.Equal("UNKNOWN", Read(description.Study.Encoded).GetString(Tags.PatientBirthDate));
    }

    [Fact]
    [Requirement("BASICS-08")]
    [Requirement("OASIS-10")]
    public void Attributes_are_kept_at_their_level_byte_by_byte_with_their_character_set()
    {
        var dataSet = Image("1.2").SetString(Tags.SpecificCharacterSet, @"\ISO 2022 IR 87").SetString(Tags.PixelSpacing, @"0.681641\0.681641 ")
            .SetString(Tags.BodyPartExamined, "BRACHIALPLEXUS").Set(Tags.PatientName, Vr.PN, new byte[] { 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42 });

        Assert.True(ObjectDescription.TryFrom(dataSet, out var description, out _));

        Assert.Equal("山", description.Study.PatientName);
        foreach (var (encoded, tag) in new[]
            { (description.Study.Encoded, Tags.PatientName), (description.Series.Encoded, Tags.BodyPartExamined), (description.Instance.Encoded, Tags.PixelSpacing) })
        {
            var level = Read(encoded);
            Assert.True(level.TryGet(tag, out var kept) && dataSet.TryGet(tag, out var original) && kept.Value.Span.SequenceEqual(original.Value.Span));
            Assert.Equal(["", "ISO 2022 IR 87"], level.GetStrings(Tags.SpecificCharacterSet));
        }

        Assert.False(Read(description.Study.Encoded).Contains(Tags.BodyPartExamined));
        Assert.Equal("BRACHIALPLEXUS", description.Series.BodyPartExamined);
    }

    [Fact]
    [Requirement("TIGER-26")]
    [Requirement("BASICS-28")]
    public void The_scanner_is_asked_for_each_indexed_attribute_once_and_in_order()
    {
        Assert.Equal(IndexedAttributes.All.Distinct().Order(), IndexedAttributes.All);
        Assert.Superset(IndexedAttributes.Study.ToHashSet(), IndexedAttributes.All.ToHashSet());
        Assert.Superset(
            new HashSet<Tag>
            {
                Tags.SpecificCharacterSet, Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.ResponsiblePerson,
                Tags.PatientBreedDescription, Tags.ClinicalTrialProtocolID, Tags.RequestAttributesSequence,
            },
            IndexedAttributes.All.ToHashSet());
    }

    private static DataSet Read(ReadOnlyMemory<byte> encoded) => DataSetReader.Read(encoded, TransferSyntax.ExplicitVrLittleEndian);
}
