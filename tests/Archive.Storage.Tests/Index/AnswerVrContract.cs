using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>An answer has the VRs of the dictionary, whatever VR an element was stored or asked with, and nothing that no data set may have.</summary>
public abstract class AnswerVrContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    [Fact]
    public async Task Groups_0000_to_0006_and_group_lengths_are_never_answered()
    {
        await StoreAsync(Image("1.2").SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "C")
            .Set(new Tag(0x00020010), Vr.UI, "1.2"u8.ToArray()).Set(new Tag(0x00080000), Vr.UL, new byte[4])));
        var identifier = Identifier("STUDY", (Tags.StudyInstanceUID, ""))
            .Set(new Tag(0x00000002), Vr.UI, default).Set(new Tag(0x00020010), Vr.UI, default).Set(new Tag(0x00030010), Vr.LO, "ACME"u8.ToArray())
            .Set(new Tag(0x00041130), Vr.CS, default).Set(new Tag(0x00060001), Vr.UN, default).Set(new Tag(0x00080000), Vr.UL, default);

        foreach (var items in (DataSet[][])[[], [new DataSet().SetString(Tags.CodeValue, "").Set(new Tag(0x00020010), Vr.UI, default)]])
        {
            var answer = await FindOneAsync(identifier.SetItems(Tags.ProcedureCodeSequence, items));

            Assert.All(answer, element => Assert.True(element.Tag is { Group: > 7, IsGroupLength: false }, element.Tag.ToString()));
            Assert.Equal([Tags.CodeValue], Assert.Single(answer.GetItems(Tags.ProcedureCodeSequence)).Select(element => element.Tag));
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(300)]
    public async Task However_deep_an_accepted_object_nests_its_row_is_answered_and_matched(int levels)
    {
        var nested = new DataSet().SetString(Tags.CodeValue, "deepest");
        for (var i = 0; i < levels; i++)
            nested = new DataSet().SetItems(Tags.PrimaryAnatomicStructureModifierSequence, nested);
        var asUnknown = DataSetWriter.ToArray(nested, TransferSyntax.ImplicitVrLittleEndian).AsMemory(8); // the value without its header
        var structure = new DataSet().SetString(Tags.CodeValue, "T-1").Set(Tags.PrimaryAnatomicStructureModifierSequence, Vr.UN, asUnknown);
        await StoreAsync(Image("1.2").SetItems(Tags.PrimaryAnatomicStructureSequence, structure).SetItems(Tags.ProcedureCodeSequence, structure));

        var item = new DataSet().SetString(Tags.CodeValue, "T-1");
        var image = await FindOneAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.InstanceNumber, "1"))
            .SetItems(Tags.PrimaryAnatomicStructureSequence, item));
        var study = await FindOneAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "")).SetItems(Tags.ProcedureCodeSequence, item));

        Assert.Equal("T-1", image.GetItems(Tags.PrimaryAnatomicStructureSequence)[0].GetString(Tags.CodeValue));
        Assert.Equal("T-1", study.GetItems(Tags.ProcedureCodeSequence)[0].GetString(Tags.CodeValue));
    }

    [Fact]
    public async Task A_text_that_came_as_a_sequence_is_empty_and_not_found()
    {
        await StoreAsync(Image("1.2").SetItems(Tags.StudyDescription, new DataSet().SetString(Tags.CodeValue, "C1")).SetItems(Tags.PatientComments, new DataSet().SetString(Tags.CodeValue, "C1")));

        var answer = await FindOneAsync(Identifier("STUDY", (Tags.StudyDescription, ""), (Tags.PatientComments, "")));

        Assert.True(answer.TryGet(Tags.StudyDescription, out var description) && description is { IsEmpty: true, Vr: Vr.LO });
        Assert.True(answer.TryGet(Tags.PatientComments, out var comments) && comments is { IsEmpty: true, Vr: Vr.LT });
        Assert.Empty(await FindAsync(Identifier("STUDY", (Tags.StudyDescription, "C1"))));
        Assert.Single(await FindAsync(Identifier("STUDY", (Tags.StudyDescription, "\"\""), (Tags.PatientComments, "\"\"")), QueryFeatures.EmptyValues));
    }

    [Theory]
    [InlineData("StudyDescription", "UT", "Thorax", "LO", "Thorax")]
    [InlineData("StudyDescription", "UN", "Thorax", "LO", "Thorax")]
    [InlineData("AccessionNumber", "LO", "A-7", "SH", "A-7")]
    [InlineData("PatientSex", "LO", "F", "CS", "F")]
    [InlineData("StudyDate", "LO", "20260103", "DA", "20260103")]
    [InlineData("StudyID", "OB", "S-7", "SH", "")]
    [InlineData("StudyID", "US", "7\0", "SH", "55")]
    [InlineData("ProcedureCodeSequence", "LO", "C1", "SQ", null)]
    public async Task What_came_with_another_vr_is_answered_with_that_of_the_dictionary(string keyword, string vr, string stored, string expectedVr, string? expected)
    {
        var tag = Named(keyword);
        Assert.True(VrExtensions.TryParse((byte)vr[0], (byte)vr[1], out var came));
        await StoreAsync(Image("1.2").Set(tag, came, Encoding.ASCII.GetBytes(stored)));

        var answer = await FindOneAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "")).Set(DictionaryVr.EmptyOf(tag, ElementDictionary.GetVr(tag))));

        Assert.True(answer.TryGet(tag, out var element));
        Assert.Equal((expectedVr, expected ?? ""), (element.Vr.ToCode(), answer.GetString(tag)));
        Assert.Empty(element.Items);
        if (expected is { Length: > 0 })
            Assert.Single(await FindAsync(Identifier("STUDY", (tag, expected))));
    }

    [Theory]
    [InlineData("IS", "512", new byte[] { 0, 2 })]
    [InlineData("UL", "\0\u0002\0\0", new byte[] { 0, 2 })]
    [InlineData("IS", "65536", new byte[0])]
    [InlineData("IS", "-1", new byte[0])]
    [InlineData("LO", "many", new byte[0])]
    public async Task A_number_that_came_as_another_is_written_as_the_dictionary_says_where_it_fits(string vr, string stored, byte[] expected)
    {
        Assert.True(VrExtensions.TryParse((byte)vr[0], (byte)vr[1], out var came));
        await StoreAsync(Image("1.2").Set(Tags.Rows, came, Encoding.ASCII.GetBytes(stored)));

        var answer = await FindOneAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1")).Set(Tags.Rows, Vr.US, default));

        Assert.True(answer.TryGet(Tags.Rows, out var rows) && rows.Vr == Vr.US);
        Assert.Equal(expected, rows.Value.ToArray());
    }

    [Fact]
    public async Task Text_that_was_passed_on_as_unknown_is_declared_and_converted()
    {
        await StoreAsync(Utf8(Image("1.2")).Set(Tags.PatientName, Vr.UN, "Müller"u8.ToArray()));
        var request = Request(Identifier("STUDY", (Tags.PatientName, ""))) with { CharacterSets = [CharacterSet.Parse(["ISO_IR 100"])] };

        var answer = Assert.Single(await FindAsync(request));

        Assert.Equal(("ISO_IR 100", "Müller"), (answer.GetString(Tags.SpecificCharacterSet), answer.GetString(Tags.PatientName)));
        Assert.Equal("1.2", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, "muller"))));
    }

    [Fact]
    public async Task A_sequence_that_was_passed_on_as_unknown_is_read_and_found()
    {
        var items = DataSetWriter.ToArray(new DataSet().SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "C1")), TransferSyntax.ImplicitVrLittleEndian)[8..];
        await StoreAsync(Image("1").Set(Tags.ProcedureCodeSequence, Vr.UN, items), Image("2").Set(Tags.ProcedureCodeSequence, Vr.UN, "no items"u8.ToArray()));
        DataSet Code(string value) => Identifier("STUDY", (Tags.StudyInstanceUID, "")).SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, value));

        Assert.Equal("1", Uids(await FindAsync(Code("C1")), Tags.StudyInstanceUID));
        var answers = (await FindAsync(Code(""))).OrderBy(answer => answer.GetString(Tags.StudyInstanceUID), StringComparer.Ordinal);
        Assert.Equal(["C1", ""], answers.Select(answer => string.Concat(answer.GetItems(Tags.ProcedureCodeSequence).Select(item => item.GetString(Tags.CodeValue)))));
    }
}
