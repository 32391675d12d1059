using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>What the columns of a database say of a key is what the matching in memory says of it.</summary>
public abstract class MatchingAgreementContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    private const int Studies = 60;
    private const int Queries = 400;

    private static readonly string[] Texts = ["", "A", "a", "AB", "Ab", "A B", " A", "A*", "[A]", "Ä", "室", "𠮷", "ABA", "-", "'", "\"\"", "%", "A_B"];
    private static readonly string[] Names =
        ["", "Doe^Jane", "DOE^JANE", "Doe^John", "Döe^Jane", "Doe", "Smith^John", "Smyth^Jon", "Yamada^Tarou=山田^太郎=やまだ^たろう", "=山田^太郎", "山田^太郎", "ﾔﾏﾀﾞ", "Doe, Jane", "A", "^Jane"];
    // Around what an index has room for.
    private static readonly string[] LongTexts =
    [
        new('A', 256), new('A', 257), new('A', 300), new string('A', 300) + "B", new string('A', 190) + new string('室', 100), new string('A', 190) + "𠮷" + new string('B', 100),
        string.Concat(Enumerable.Repeat("𠮷", 150)), "B" + new string('A', 300), string.Concat(Enumerable.Repeat("A B", 100)), new('a', 300), "AB",
    ];

    private static readonly string[] LongNames =
    [
        new string('A', 300) + "^Jane", new string('A', 300) + "^Jan", new string('A', 250) + "^" + new string('B', 100), "Doe^" + new string('a', 300) + "=山田^" + new string('太', 300),
        "=" + new string('山', 300) + "^太郎", "Doe^Jane",
    ];

    private static readonly string[] Dates = ["", "20260101", "2026.01.02", "20260103", "20259931", "2026-01-04", "01/05/2026"];
    private static readonly string[] Times = ["", "10", "1015", "101530", "101530.5", "10:15:31", "2360", "235959.999999"];
    private static readonly string[] Numbers = ["", "1", "01", "+2", "10", "-1", "1.0", "x"];

    private string[] _texts = Texts;
    private string[] _names = Names;

    [Theory]
    [InlineData(1, QueryFeatures.None)]
    [InlineData(2, QueryFeatures.None)]
    [InlineData(3, QueryFeatures.EmptyValues)]
    [InlineData(4, QueryFeatures.MultipleValues | QueryFeatures.EmptyValues)]
    [InlineData(5, QueryFeatures.CombinedDateTime)]
    [InlineData(6, QueryFeatures.FuzzyNames)]
    [InlineData(7, QueryFeatures.Relational | QueryFeatures.CombinedDateTime | QueryFeatures.FuzzyNames | QueryFeatures.EmptyValues | QueryFeatures.MultipleValues)]
    public Task Database_and_memory_agree_on_every_key(int seed, QueryFeatures features) => AssertAgreeAsync(seed, features);

    [Theory]
    [InlineData(11, QueryFeatures.None)]
    [InlineData(12, QueryFeatures.FuzzyNames | QueryFeatures.EmptyValues)]
    [InlineData(13, QueryFeatures.Relational | QueryFeatures.EmptyValues | QueryFeatures.MultipleValues)]
    public Task Database_and_memory_agree_on_long_values(int seed, QueryFeatures features)
    {
        (_texts, _names) = (LongTexts, LongNames);
        return AssertAgreeAsync(seed, features);
    }

    private async Task AssertAgreeAsync(int seed, QueryFeatures features)
    {
        var random = new Random(seed);
        var objects = Enumerable.Range(1, Studies).Select(number => Generate(random, number)).ToList();
        await StoreAsync(objects);
        var rows = objects.ConvertAll(RowOf);

        for (var i = 0; i < Queries; i++)
        {
            var identifier = GenerateKeys(random, features.HasFlag(QueryFeatures.Relational) ? "IMAGE" : "STUDY");
            var request = Request(identifier, features);
            var matcher = new RowMatcher(FindQuery.Parse(request).Keys);

            var expected = rows.Where(matcher.Matches).Select(row => row.Study.Uid).Order(StringComparer.Ordinal);
            var found = (await FindAsync(request)).Select(answer => answer.GetString(Tags.StudyInstanceUID)!).Order(StringComparer.Ordinal);

            Assert.True(expected.SequenceEqual(found), $"seed {seed}, query {i}: {Describe(identifier)}\nmemory {string.Join(' ', expected)}\ndatabase {string.Join(' ', found)}");
        }
    }

    private DataSet Generate(Random random, int number)
    {
        var image = Utf8(Image($"1.{number}"));
        foreach (var tag in Keys("IMAGE"))
        {
            if (ElementDictionary.GetVr(tag) != Vr.UI)
                image.SetString(tag, ValueOf(random, tag));
        }

        return image;
    }

    private DataSet GenerateKeys(Random random, string level)
    {
        var identifier = Utf8(Identifier(level, (Tags.StudyInstanceUID, "")));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var tag = Any(random, Keys(level));
            identifier.SetString(tag, KeyOf(random, tag));
        }

        return identifier;
    }

    private static Tag[] Keys(string level)
    {
        Tag[] study =
        [
            Tags.PatientName, Tags.PatientID, Tags.IssuerOfPatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber,
            Tags.StudyID, Tags.StudyDescription, Tags.ReferringPhysicianName, Tags.OtherPatientNames, Tags.PatientComments,
        ];
        return level == "STUDY" ? study
            : [.. study, Tags.Modality, Tags.SeriesNumber, Tags.SeriesDate, Tags.SeriesTime, Tags.SeriesDescription, Tags.BodyPartExamined, Tags.InstanceNumber, Tags.SOPClassUID];
    }

    private string ValueOf(Random random, Tag tag) => Any(random, ElementDictionary.GetVr(tag) switch
    {
        Vr.PN => _names,
        Vr.DA => Dates,
        Vr.TM => Times,
        Vr.IS => Numbers,
        _ => _texts,
    });

    private string KeyOf(Random random, Tag tag) => ElementDictionary.GetVr(tag) switch
    {
        Vr.UI => Any(random, CtImageStorage, $"1.2\\{CtImageStorage}", "1.2"),
        Vr.DA => Range(random, "20260101", "2026.01.02", "20260103", "20251231"),
        Vr.TM => Range(random, "10", "1015", "101530", "101530.5", "2359"),
        Vr.IS => Any(random, "1", "01", "2", "-1", "10", @"1\2", "1*", "\"\""),
        Vr.PN => Pattern(random, Any(random, _names)),
        _ => random.Next(5) == 0 ? $"{Pattern(random, Any(random, _texts))}\\{Any(random, _texts)}" : Pattern(random, Any(random, _texts)),
    };

    private static string Range(Random random, params string[] ends) => random.Next(6) switch
    {
        0 => $"-{Any(random, ends)}",
        1 => $"{Any(random, ends)}-",
        2 => $"{Any(random, ends)}-{Any(random, ends)}",
        3 => $"{Any(random, ends)}\\{Any(random, ends)}",
        _ => Any(random, ends),
    };

    private static string Pattern(Random random, string text) => random.Next(6) switch
    {
        0 when text.Length > 250 => text[..random.Next(1, text.Length)] + "*",
        1 when text.Length > 250 => "*" + text[random.Next(1, text.Length)..],
        2 when text.Length > 250 => $"{text[..random.Next(1, 100)]}*{text[random.Next(100, text.Length)..]}",
        0 => text + "*",
        1 => "*" + text,
        2 => text.Length > 1 ? $"{text[0]}*{text[^1]}" : "?",
        3 => text.Length > 1 ? "?" + text[1..] : "*",
        _ => text,
    };

    private static T Any<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static FindRow RowOf(DataSet dataSet)
    {
        // As the scanner would have it: what was written, not what was meant.
        var read = DataSetReader.Read(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian), TransferSyntax.ExplicitVrLittleEndian);
        Assert.True(ObjectDescription.TryFrom(read, out var description, out var problem), problem);
        var (study, series, instance) = (description.Study, description.Series, description.Instance);
        return new FindRow(
            new StudyRow(0, study.Study.Value, study.Encoded.ToArray(), 1, 1, series.Modality, instance.SopClass.Value),
            new SeriesRow(0, series.Series.Value, series.Encoded.ToArray(), 1),
            new InstanceRow(0, instance.Instance.Value, instance.SopClass.Value, instance.Encoded.ToArray(), TransferSyntax.ExplicitVrLittleEndian.Uid.Value));
    }

    private static string Describe(DataSet identifier) =>
        string.Join("; ", identifier.Select(element => $"{ElementDictionary.Describe(element.Tag)} = {string.Join('\\', identifier.GetStrings(element.Tag))}"));
}
