using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>In which character set an answer is written.</summary>
public abstract class AnswerTextContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    private const string Japanese = "Yamada^Tarou=山田^太郎=やまだ^たろう";
    private const string LostJapanese = "Yamada^Tarou=??^??=???^???";

    [Theory]
    [Requirement("VEREOS-33")]
    [Requirement("OASIS-45")]
    [Requirement("MX1-28")]
    [InlineData("ISO_IR 192", "Müller^Jürgen", "ISO_IR 100", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData("ISO_IR 100", "Müller^Jürgen", "ISO_IR 100", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData("ISO_IR 100", "Müller^Jürgen", "ISO_IR 192", "ISO_IR 192", "Müller^Jürgen")]
    [InlineData("ISO_IR 192", "Müller^Jürgen", "ISO_IR 13|ISO_IR 100", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData("ISO_IR 192", "Doe^Jane", "ISO_IR 100", null, "Doe^Jane")]
    [InlineData("ISO_IR 192", Japanese, @"ISO_IR 100|\ISO 2022 IR 87", @"\ISO 2022 IR 87", Japanese)]
    [InlineData("GB18030", Japanese, @"\ISO 2022 IR 87|ISO_IR 192", @"\ISO 2022 IR 87", Japanese)]
    [InlineData(@"\ISO 2022 IR 87", Japanese, @"\ISO 2022 IR 87", @"\ISO 2022 IR 87", Japanese)]
    [InlineData(@"\ISO 2022 IR 87", Japanese, "ISO_IR 192", "ISO_IR 192", Japanese)]
    [InlineData("ISO_IR 192", Japanese, "ISO_IR 100", null, LostJapanese)]
    [InlineData("ISO_IR 192", "Müller=山田", "ISO_IR 100", "ISO_IR 100", "Müller=??")]
    [InlineData("ISO_IR 192", "Müller=山", @"ISO_IR 144|ISO_IR 100|ISO_IR 101", "ISO_IR 100", "Müller=?")]
    [InlineData("ISO_IR 144", "Люкceмбypг", "ISO_IR 192", "ISO_IR 192", "Люкceмбypг")]
    public async Task An_answer_is_written_in_the_first_set_of_the_peer_that_holds_it_or_that_which_loses_least(
        string cameIn, string name, string allowed, string? expected, string expectedName)
    {
        await StoreAsync(Declared(Image("1.2"), cameIn.Split('\\')).SetString(Tags.PatientName, name));
        var request = Request(Identifier("STUDY", (Tags.PatientName, ""), (Tags.PatientID, ""))) with
        {
            CharacterSets = [.. allowed.Split('|').Select(terms => CharacterSet.Parse(terms.Split('\\')))],
        };

        var answer = Reread(Assert.Single(await FindAsync(request)));

        Assert.Equal(expected, answer.Contains(Tags.SpecificCharacterSet) ? string.Join('\\', answer.GetStrings(Tags.SpecificCharacterSet)) : null);
        Assert.Equal(expectedName, answer.GetString(Tags.PatientName));
    }

    [Theory]
    [InlineData("ISO_IR 100", "ISO_IR 192", "ISO_IR 192", "Müller^Jürgen")]
    [InlineData("ISO_IR 192", "ISO_IR 100", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData("ISO_IR 192", "ISO_IR 144", null, "M?ller^J?rgen")]
    [InlineData("ISO_IR 192", "", "ISO_IR 192", "Müller^Jürgen")]
    [InlineData("ISO_IR 192", "ISO_IR 6", "ISO_IR 192", "Müller^Jürgen")]
    [InlineData("ISO_IR 192", "KLINGON", "ISO_IR 192", "Müller^Jürgen")]
    [InlineData("ISO_IR 100", "", "ISO_IR 100", "Müller^Jürgen")]
    public async Task Where_nothing_is_configured_the_query_says_in_what_it_is_answered_else_the_object(
        string cameIn, string asked, string? expected, string expectedName)
    {
        await StoreAsync(Declared(Image("1.2"), cameIn).SetString(Tags.PatientName, "Müller^Jürgen"));
        var identifier = Declared(Identifier("STUDY", (Tags.PatientName, "")), asked);

        var answer = Reread(await FindOneAsync(identifier));

        Assert.Equal((expected, expectedName), (answer.GetString(Tags.SpecificCharacterSet), answer.GetString(Tags.PatientName)));
    }

    [Theory]
    [InlineData("ISO_IR 149", 51949, "김희중", @"\ISO 2022 IR 149")]
    [InlineData("KS_C_5601", 51949, "김희중", @"\ISO 2022 IR 149")]
    [InlineData("ISO_IR 58", 936, "张^小东", @"\ISO 2022 IR 58")]
    [InlineData("GB2312", 936, "张^小东", "GB18030")]
    [InlineData("UTF-8", 65001, "김희중", "ISO_IR 192")]
    [InlineData("utf8", 65001, "Müller", "ISO_IR 192")]
    [InlineData("ISO 8859-1", 28591, "Müller", "ISO_IR 100")]
    [InlineData("SHIFT_JIS", 932, "ソ^表=山田", "ISO_IR 192")]
    [InlineData("Windows-1251", 1251, "Люксембург", "ISO_IR 192")]
    public async Task A_name_under_a_term_that_no_standard_has_is_found_and_answered_under_a_legal_one(string term, int codePage, string name, string expected)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)?.GetBytes(name) ?? Encoding.GetEncoding(codePage).GetBytes(name);
        await StoreAsync(Image("1.2").Set(Tags.SpecificCharacterSet, Vr.CS, Encoding.ASCII.GetBytes(term)).Set(Tags.PatientName, Vr.PN, bytes).Set(Tags.StudyDescription, Vr.LO, bytes));

        Assert.Equal("1.2", await StudiesAsync(Utf8(Identifier("STUDY")).SetString(Tags.PatientName, name)));
        var answer = Reread(await FindOneAsync(Identifier("STUDY", (Tags.PatientName, ""), (Tags.StudyDescription, ""))));
        Assert.Equal((expected, name, name), (string.Join('\\', answer.GetStrings(Tags.SpecificCharacterSet)), answer.GetString(Tags.PatientName), answer.GetString(Tags.StudyDescription)));
        Assert.True(answer.CharacterSet.IsConforming);
    }

    [Fact]
    public async Task Text_of_one_unofficial_and_one_official_declaration_is_brought_together()
    {
        await StoreAsync(
            Image("1.2").SetString(Tags.SpecificCharacterSet, "SHIFT_JIS").Set(Tags.PatientName, Vr.PN, CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("山田")),
            Utf8(Image("1.2", series: 2)).SetString(Tags.SeriesDescription, "頭部"));

        var answers = await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.2"), (Tags.PatientName, ""), (Tags.SeriesDescription, "")));

        var answer = Reread(Assert.Single(answers));
        Assert.Equal(("ISO_IR 192", "山田", "頭部"), (answer.GetString(Tags.SpecificCharacterSet), answer.GetString(Tags.PatientName), answer.GetString(Tags.SeriesDescription)));
    }

    [Fact]
    [Requirement("MX1-29")]
    [Requirement("MX1-30")]
    public async Task A_japanese_name_returns_to_ascii_before_every_delimiter_and_its_declaration_keeps_the_empty_first_value()
    {
        await StoreAsync(Utf8(Image("1.2")).SetString(Tags.PatientName, Japanese));
        var request = Request(Identifier("STUDY", (Tags.PatientName, ""))) with { CharacterSets = [CharacterSet.Parse(["", "ISO 2022 IR 87"])] };

        var answer = Assert.Single(await FindAsync(request));

        // PS3.5 H.3.1
        const string expected = "Yamada^Tarou=\x1B$B;3ED\x1B(B^\x1B$BB@O:\x1B(B=\x1B$B$d$^$@\x1B(B^\x1B$B$?$m$&\x1B(B";
        Assert.True(answer.TryGet(Tags.PatientName, out var name));
        Assert.Equal(expected, Encoding.Latin1.GetString(name.Value.Span));
        Assert.True(answer.TryGet(Tags.SpecificCharacterSet, out var declaration));
        Assert.Equal(@"\ISO 2022 IR 87", Encoding.Latin1.GetString(declaration.Value.Span).TrimEnd());
    }

    [Fact]
    [Requirement("MX1-31")]
    public async Task Half_width_katakana_of_an_object_reach_a_peer_in_its_own_set()
    {
        var image = Declared(Image("1.2"), "ISO 2022 IR 13", "ISO 2022 IR 87").SetString(Tags.PatientName, "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
        await StoreAsync(image);
        var request = Request(Identifier("STUDY", (Tags.PatientName, "")));

        var kept = Assert.Single(await FindAsync(request));
        var converted = Reread(Assert.Single(await FindAsync(request with { CharacterSets = [CharacterSet.Utf8] })));

        Assert.Equal(["ISO 2022 IR 13", "ISO 2022 IR 87"], kept.GetStrings(Tags.SpecificCharacterSet));
        Assert.True(image.TryGet(Tags.PatientName, out var stored) && kept.TryGet(Tags.PatientName, out var answered) && answered.Value.Span.TrimEnd((byte)' ').SequenceEqual(stored.Value.Span));
        Assert.Equal("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", converted.GetString(Tags.PatientName));
    }

    [Fact]
    [Requirement("BASICS-26")]
    [Requirement("BASICS-27")]
    public async Task Only_text_that_the_declaration_governs_is_converted()
    {
        await StoreAsync(Utf8(Image("1.2")).SetString(Tags.PatientName, "Ö").SetString(Tags.PatientComments, "ä\\b\r\nc")
            .SetString(Tags.OtherPatientNames, @"É\Ü").Set(Tags.PatientSex, Vr.CS, new byte[] { 0xC3, 0x84 }).SetString(Tags.PatientAge, "045Y"));
        var identifier = Identifier(
            "STUDY", (Tags.PatientName, ""), (Tags.PatientComments, ""), (Tags.OtherPatientNames, ""), (Tags.PatientSex, ""), (Tags.PatientAge, ""));

        var answer = Reread(Assert.Single(await FindAsync(Request(identifier) with { CharacterSets = [CharacterSet.Parse(["ISO_IR 100"])] })));

        Assert.Equal(("Ö", "ä\\b\r\nc"), (answer.GetString(Tags.PatientName), answer.GetString(Tags.PatientComments)));
        Assert.Equal(["É", "Ü"], answer.GetStrings(Tags.OtherPatientNames));
        Assert.True(answer.TryGet(Tags.PatientSex, out var sex) && sex.Value.Span.SequenceEqual(new byte[] { 0xC3, 0x84 }));
        Assert.Equal("045Y", answer.GetString(Tags.PatientAge));
    }

    [Fact]
    [Requirement("VEREOS-25")]
    [Requirement("TIGER-29")]
    public async Task Undeclared_text_is_answered_declared()
    {
        await StoreAsync(Image("1.2").Set(Tags.PatientName, Vr.PN, Encoding.Latin1.GetBytes("Müller")));

        var answer = await FindOneAsync(Identifier("STUDY", (Tags.PatientName, "")));

        Assert.Equal(("ISO_IR 100", "Müller"), (answer.GetString(Tags.SpecificCharacterSet), answer.GetString(Tags.PatientName)));
    }

    [Fact]
    public async Task Text_inside_sequences_is_converted_by_what_its_item_declares()
    {
        await StoreAsync(Declared(Image("1.2"), "ISO_IR 100").SetItems(
            Tags.ProcedureCodeSequence,
            new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.CodeMeaning, "Ä"), new DataSet().SetString(Tags.CodeMeaning, "B")));
        var request = Request(Identifier("STUDY").SetItems(Tags.ProcedureCodeSequence)) with { CharacterSets = [CharacterSet.Parse(["ISO_IR 144"]), CharacterSet.Parse(["ISO_IR 101"])] };

        var answer = Reread(Assert.Single(await FindAsync(request)));

        Assert.Equal("ISO_IR 101", answer.GetString(Tags.SpecificCharacterSet));
        Assert.Equal(["Ä", "B"], answer.GetItems(Tags.ProcedureCodeSequence).Select(item => item.GetString(Tags.CodeMeaning)));
        Assert.All(answer.GetItems(Tags.ProcedureCodeSequence), item => Assert.False(item.Contains(Tags.SpecificCharacterSet)));
    }

    [Fact]
    public async Task A_query_in_another_set_than_the_object_finds_it_and_is_answered_in_its_own()
    {
        await StoreAsync(Declared(Image("1.2"), "", "ISO 2022 IR 87").SetString(Tags.PatientName, Japanese));

        var answer = Reread(await FindOneAsync(Declared(Identifier("STUDY"), "GB18030").SetString(Tags.PatientName, "山田^太郎")));

        Assert.Equal(("GB18030", Japanese), (answer.GetString(Tags.SpecificCharacterSet), answer.GetString(Tags.PatientName)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_objects_came_in_and_peers_read_no_answer_has_undeclared_or_undecodable_text(int seed)
    {
        var random = new Random(seed);
        string[] declarations = ["ISO_IR 100", "ISO_IR 144", "ISO_IR 192", "GB18030", @"\ISO 2022 IR 87", @"ISO 2022 IR 13\ISO 2022 IR 87", @"\ISO 2022 IR 149", "ISO_IR 166"];
        string[] names = ["Doe^Jane", "Müller^Jürgen", Japanese, "Люкceмбypг", "김^희중", "Γ=Δ", "ก^ข", "x\\y", "~^|"];
        for (var study = 1; study <= 20; study++)
        {
            await StoreAsync(Declared(Image($"{study}"), Any(declarations).Split('\\')).SetString(Tags.PatientName, Any(names)).SetString(Tags.StudyDescription, Any(names))
                .SetString(Tags.PatientComments, Any(names)));
        }

        for (var round = 0; round < 20; round++)
        {
            var allowed = Enumerable.Range(0, random.Next(3)).Select(_ => CharacterSet.Parse(Any(declarations).Split('\\'))).ToList();
            var request = Request(Identifier("STUDY", (Tags.PatientName, ""), (Tags.StudyDescription, ""), (Tags.PatientComments, ""))) with { CharacterSets = allowed };
            foreach (var answer in (await FindAsync(request)).Select(Reread))
            {
                var isDeclared = answer.Contains(Tags.SpecificCharacterSet);
                Assert.True(allowed.Count == 0 || !isDeclared || allowed.Exists(set => set.ToString() == answer.CharacterSet.ToString()), answer.CharacterSet.ToString());
                Assert.All(answer, element => Assert.True(isDeclared || !EncodedText.NeedsDeclaration(element), ElementDictionary.Describe(element.Tag)));
                Assert.DoesNotContain('\uFFFD', string.Concat(answer.SelectMany(element => answer.GetStrings(element.Tag))));
            }
        }

        string Any(string[] choices) => choices[random.Next(choices.Length)];
    }

    /// <summary>As it comes out at the other side.</summary>
    private static DataSet Reread(DataSet answer) =>
        DataSetReader.Read(DataSetWriter.ToArray(answer, TransferSyntax.ImplicitVrLittleEndian), TransferSyntax.ImplicitVrLittleEndian);
}
