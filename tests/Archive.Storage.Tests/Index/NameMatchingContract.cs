using Archive.Protocol.Data;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Archive.Testing.Names;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>
/// Person names against a reference written apart from the archive: what the standard finds is found, what is found beyond
/// follows from the archive's rules, and an attribute without a column is found like one that has columns.
/// </summary>
public abstract class NameMatchingContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    private const int Names = 60;
    private const int Keys = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Names_are_found_by_all_that_the_standard_finds_them_by_and_by_nothing_beyond_the_rules(int seed)
    {
        var generator = new NameGenerator(seed);
        var names = Enumerable.Range(1, Names).ToDictionary(number => $"1.{number}", _ => generator.Name());
        await StoreAsync([.. names.Select(entry => Utf8(Image(entry.Key)).SetString(Tags.PatientName, entry.Value).SetString(Tags.OtherPatientNames, entry.Value))]);

        var problems = new List<string>();
        var matches = 0;
        for (var i = 0; i < Keys; i++)
        {
            var key = generator.Key(names[$"1.{(i % Names) + 1}"]);
            var found = await FindStudiesAsync(Tags.PatientName, key);
            matches += found.Count is > 0 and < Names ? 1 : 0;
            problems.AddRange(names.Where(entry => ReferenceNames.IsMatchByStandard(key, entry.Value) && !found.Contains(entry.Key)).Select(entry => $"missed [{entry.Value}] by [{key}]"));
            problems.AddRange(names.Where(entry => found.Contains(entry.Key) && !ReferenceNames.IsMatchByRules(key, entry.Value)).Select(entry => $"invented [{entry.Value}] by [{key}]"));
            if (!found.SetEquals(await FindStudiesAsync(Tags.OtherPatientNames, key)))
                problems.Add($"columns and rows differ by [{key}]");
        }

        Assert.InRange(matches, Keys / 2, Keys); // keys that find all or nothing would show little
        Assert.True(problems.Count == 0, $"seed {seed}, {problems.Count} problems:\n{string.Join('\n', problems.Take(20))}");
    }

    [Fact]
    public async Task A_key_of_hundreds_of_asterisks_is_answered()
    {
        await StoreAsync(Image("1").SetString(Tags.PatientName, "SMITH^A^B"), Image("2").SetString(Tags.PatientName, string.Concat(Enumerable.Repeat("A", 60))));

        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, "SMITH" + string.Concat(Enumerable.Repeat("^*", 300))))));
        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, "SMITH" + string.Concat(Enumerable.Repeat("^*", 300)) + "^A^*^B"))));
        Assert.Equal("", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, string.Concat(Enumerable.Repeat("A*^*", 200)) + "B"))));
        Assert.Equal("", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, string.Concat(Enumerable.Repeat("?*", 200)) + "B"))));
    }

    [Fact]
    public async Task Several_names_of_which_only_the_writing_decides_find_each_study_once()
    {
        await StoreAsync(
            Utf8(Image("1")).SetString(Tags.PatientName, "SMITH^^JR=山田^太郎"), Image("2").SetString(Tags.PatientName, "SMITH^JR"), Image("3").SetString(Tags.PatientName, "SMITHERS^JR"),
            Image("4").SetString(Tags.PatientName, "A^SMITH"));

        Assert.Equal("1,2,3,4", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, @"S*H^?JR\S*JR\*SMITH\SM?TH^JR"))));
        Assert.Equal("1,2", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, @"SM?TH^*^JR\SMITH^*"))));
        Assert.Equal("1", await StudiesAsync(Utf8(Identifier("STUDY")).SetString(Tags.PatientName, "SMITH*太?")));
    }

    private async Task<HashSet<string>> FindStudiesAsync(Tag tag, string key)
    {
        var identifier = Utf8(Identifier("STUDY", (Tags.StudyInstanceUID, ""))).SetString(tag, key);
        var uids = (await FindAsync(identifier)).ConvertAll(answer => answer.GetString(Tags.StudyInstanceUID)!);
        Assert.Equal(uids.Count, uids.Distinct().Count());
        return [.. uids];
    }
}
