using System.Text;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Workflow;
using Archive.Testing;
using static Archive.Storage.Tests.Workflow.FactQueriesOfTests;

namespace Archive.Storage.Tests.Workflow;

/// <summary>What every database does with facts of the workflow.</summary>
public abstract class FactContract : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly IStorageUnderTest _storage;
    private readonly Dictionary<string, long> _sequences = [];

    protected FactContract(Func<TemporaryFolder, IStorageUnderTest> open) => _storage = open(_folder);

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_fact_is_what_its_last_append_made_of_it()
    {
        Assert.Null(await _storage.Facts.FindAsync(FactKind.WorklistItem, "1"));
        await SetAsync("1", "first", dueAt: Noon);
        var first = (await _storage.Facts.FindAsync(FactKind.WorklistItem, "1"))!;
        await SetAsync("2", "other");
        await SetAsync("1", "second", isOpen: false);

        var second = (await _storage.Facts.FindAsync(FactKind.WorklistItem, "1"))!;

        Assert.Equal(("1", 1, true, Noon, "first"), (first.Id, first.Sequence, first.IsOpen, first.DueAt, TextOf(first)));
        Assert.Equal(("1", 2, false, null, "second"), (second.Id, second.Sequence, second.IsOpen, second.DueAt, TextOf(second)));
        Assert.Equal(first.Row, second.Row);
        Assert.True(second.ChangedAt >= first.ChangedAt && first.ChangedAt > DateTimeOffset.UnixEpoch);
        Assert.Null(await _storage.Facts.FindAsync(FactKind.PerformedStep, "1"));
    }

    [Fact]
    public async Task Events_and_fact_commit_together_or_not_at_all()
    {
        await SetAsync("1", "first", terms: [new(Modality, "CT")]);
        var stale = new JournalAppend(
            WorkflowEntity.OfFact(FactKind.WorklistItem, "1"), 0, Guid.NewGuid(), 0, [StudyScript.Event("x")], [Fact("1", 1, "stale", terms: [new(Modality, "MR")])]);

        Assert.False((await _storage.Journal.AppendAsync(stale)).IsCommitted);

        Assert.Equal("first", TextOf((await _storage.Facts.FindAsync(FactKind.WorklistItem, "1"))!));
        Assert.Equal(["1"], await FindAsync(new IsOneOf(Modality, "CT")));
        Assert.Single(await _storage.Journal.ReadAsync(0).ToListAsync());
    }

    [Fact]
    public async Task Of_several_changes_of_one_transaction_the_last_counts_and_terms_that_were_replaced_stay_replaced()
    {
        await SetAsync("1", "first", terms: [new(Modality, "CT")]);
        var entity = WorkflowEntity.OfFact(FactKind.WorklistItem, "1");
        await _storage.Journal.AppendAsync(new JournalAppend(entity, 1, Guid.NewGuid(), 1, [StudyScript.Event("2"), StudyScript.Event("3")],
        [
            Fact("1", 2, "second", terms: [new(Modality, "MR"), new(Modality, "MR"), new(AccessionNumber, "A1")]), Fact("1", 3, "third", isOpen: false),
        ]));

        var fact = (await _storage.Facts.FindAsync(FactKind.WorklistItem, "1"))!;

        Assert.Equal((3, "third", false), (fact.Sequence, TextOf(fact), fact.IsOpen));
        Assert.Empty(await FindAsync(new IsOneOf(Modality, "CT")));
        Assert.Equal(["1"], await FindAsync(new IsOneOf(Modality, "MR")));
        Assert.Empty(await FindAsync(true, new IsOneOf(AccessionNumber, "A1")));
        Assert.Equal(["1"], await FindAsync(false, new IsOneOf(AccessionNumber, "A1")));
    }

    [Fact]
    public async Task Facts_are_found_by_the_terms_that_they_have_now()
    {
        await SetAsync("1", "first", terms: [new(Modality, "CT"), new(AccessionNumber, "A1")]);
        await SetAsync("1", "second", terms: [new(Modality, "MR")]);
        await SetAsync("1", "third"); // terms as they were

        Assert.Empty(await FindAsync(new IsOneOf(Modality, "CT")));
        Assert.Empty(await FindAsync(new IsOneOf(AccessionNumber, "A1")));
        Assert.Equal(["1"], await FindAsync(new IsOneOf(Modality, "MR")));
    }

    [Fact]
    public async Task Open_facts_and_closed_ones_stand_apart_and_a_fact_may_be_opened_again()
    {
        await SetAsync("1", "open", terms: [new(Modality, "CT")]);
        await SetAsync("2", "open", terms: [new(Modality, "CT")]);
        await SetAsync("2", "closed", isOpen: false);

        Assert.Equal(["1"], await FindAsync(true, new IsOneOf(Modality, "CT")));
        Assert.Equal(["2"], await FindAsync(false, new IsOneOf(Modality, "CT")));
        Assert.Equal(["1", "2"], await FindAsync(new IsOneOf(Modality, "CT")));
        Assert.Equal(["1"], await FindAsync(true));
        Assert.Equal(["2"], await FindAsync(false));
        await SetAsync("2", "open again");
        Assert.Equal(["1", "2"], await FindAsync(true, new IsOneOf(Modality, "CT")));
    }

    [Fact]
    public async Task Each_condition_means_what_it_says_and_all_of_them_hold()
    {
        await SetAsync("1", "", terms: [new(Modality, "CT"), new(StartDate, "20260101"), new(PatientName, "DOE^JANE")]);
        await SetAsync("2", "", terms: [new(Modality, "MR"), new(StartDate, "20260115"), new(PatientName, "DOE^JOHN"), new(PatientName, "ΔΟΕ")]);
        await SetAsync("3", "", terms: [new(Modality, "US"), new(StartDate, "20260131"), new(PatientName, "山田^太郎"), new(AccessionNumber, "")]);

        Assert.Equal(["1", "3"], await FindAsync(new IsOneOf(Modality, "US", "CT", "XA")));
        Assert.Equal(["2"], await FindAsync(new IsOneOf(Modality, [.. Enumerable.Range(0, 20).Select(number => $"M{number}"), "MR"])));
        Assert.Empty(await FindAsync(new IsOneOf(Modality, [])));
        Assert.Empty(await FindAsync(new IsOneOf(Modality, "ct")));
        Assert.Equal(["3"], await FindAsync(new IsOneOf(AccessionNumber, "")));
        Assert.Equal(["1", "2"], await FindAsync(new IsBetween(StartDate, "20260101", "20260115")));
        Assert.Equal(["2", "3"], await FindAsync(new IsBetween(StartDate, "20260102", null)));
        Assert.Equal(["1"], await FindAsync(new IsBetween(StartDate, null, "20260114")));
        Assert.Equal(["1", "2", "3"], await FindAsync(new IsBetween(StartDate, null, null)));
        Assert.Equal(["1", "2"], await FindAsync(new StartsWith(PatientName, "DOE^J")));
        Assert.Equal(["3"], await FindAsync(new StartsWith(PatientName, "山")));
        Assert.Equal(["1", "2", "3"], await FindAsync(new StartsWith(PatientName, "")));
        Assert.Equal(["2"], await FindAsync(new StartsWith(PatientName, "DOE"), new IsOneOf(Modality, "MR", "US")));
        Assert.Equal(["2"], await FindAsync(new IsOneOf(Modality, "MR"), new IsBetween(StartDate, "20260110", null), new StartsWith(PatientName, "ΔΟ")));
        Assert.Empty(await FindAsync(new IsOneOf(Modality, "MR"), new IsBetween(StartDate, "20260116", null)));
    }

    [Fact]
    public async Task A_value_of_any_length_is_found_as_a_whole_and_by_its_beginning()
    {
        var value = string.Concat(Enumerable.Repeat("long-", 200));
        await SetAsync("1", "", terms: [new(PatientName, value)]);
        await SetAsync("2", "", terms: [new(PatientName, value + "er")]);

        Assert.Equal(["1"], await FindAsync(new IsOneOf(PatientName, value)));
        Assert.Equal(["1", "2"], await FindAsync(new StartsWith(PatientName, value[..50])));
    }

    [Fact]
    public async Task Lists_go_through_all_facts_once_in_the_order_of_their_rows_both_ways_and_from_any_row_on()
    {
        const int Count = 1300;
        for (var first = 0; first < Count; first += 100)
        {
            await Task.WhenAll(Enumerable.Range(first, 100).Select(number => SetAsync(
                $"{number}", "", isOpen: number % 3 > 0, terms: [new(Modality, number % 2 == 0 ? "CT" : "MR"), new(StartDate, $"{20260101 + (number % 7)}"), new(StartDate, "20260105")])));
        }

        FactCondition[][] queries =
        [
            [], [new IsOneOf(Modality, "CT", "MR")], [new IsBetween(StartDate, "20260101", null)], [new StartsWith(StartDate, "2026"), new IsOneOf(Modality, "CT", "MR")],
        ];
        foreach (var conditions in queries)
        {
            var all = await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, null, conditions), null).Select(fact => fact.Row).ToListAsync();
            var backwards = await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, null, conditions, NewestFirst: true), null).Select(fact => fact.Row).ToListAsync();
            var rest = await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, null, conditions), all[700]).Select(fact => fact.Row).ToListAsync();
            var before = await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, null, conditions, NewestFirst: true), all[700]).Select(fact => fact.Row).ToListAsync();

            Assert.Equal(Count, all.Count);
            Assert.Equal(all.Distinct().Order(), all);
            Assert.Equal(all.AsEnumerable().Reverse(), backwards);
            Assert.Equal(all.Skip(701), rest);
            Assert.Equal(all.Take(700).Reverse(), before);
        }

        Assert.Equal(Count / 2, await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, null, [new IsOneOf(Modality, "CT")]), null).CountAsync());
        Assert.Equal(434, await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, false, []), null).CountAsync());
    }

    [Fact]
    public async Task What_is_due_comes_the_earliest_first_and_the_next_is_known()
    {
        Assert.Null(await _storage.Facts.NextDueAsync(FactKind.WorklistItem));
        await SetAsync("1", "", dueAt: Noon.AddMinutes(2));
        await SetAsync("2", "", dueAt: Noon);
        await SetAsync("3", "", dueAt: Noon.AddHours(1));
        await SetAsync("4", "");
        await SetAsync("5", "", dueAt: Noon.AddMinutes(1), isOpen: false);

        Assert.Equal(["2", "5", "1"], (await _storage.Facts.DueAsync(FactKind.WorklistItem, Noon.AddMinutes(2), 10)).Select(fact => fact.Id));
        Assert.Equal(["2", "5"], (await _storage.Facts.DueAsync(FactKind.WorklistItem, Noon.AddMinutes(2), 2)).Select(fact => fact.Id));
        Assert.Empty(await _storage.Facts.DueAsync(FactKind.WorklistItem, Noon.AddMicroseconds(-1), 10));
        Assert.Empty(await _storage.Facts.DueAsync(FactKind.Commitment, Noon.AddDays(1), 10));
        Assert.Equal(Noon, await _storage.Facts.NextDueAsync(FactKind.WorklistItem));
        await SetAsync("2", "");
        Assert.Equal(Noon.AddMinutes(1), await _storage.Facts.NextDueAsync(FactKind.WorklistItem));
    }

    [Fact]
    public async Task What_is_due_is_walked_page_by_page_also_where_many_have_one_time()
    {
        for (var i = 0; i < 7; i++)
            await SetAsync($"{i}", "", dueAt: Noon.AddMinutes(i / 3));
        var found = new List<string>();
        DuePosition? after = null;
        for (var page = 0; page < 4; page++)
        {
            var facts = await _storage.Facts.DueAsync(FactKind.WorklistItem, Noon.AddMinutes(1), after, 2);
            found.AddRange(facts.Select(fact => fact.Id));
            after = facts is [.., var last] ? new DuePosition(last.DueAt!.Value, last.Row) : after;
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5"], found);
    }

    /// <summary>Databases keep microseconds: who is called then must find that the time has come.</summary>
    [Fact]
    public async Task Nothing_is_due_before_its_time()
    {
        var dueAt = Noon.AddTicks(1);
        await SetAsync("1", "", dueAt: dueAt);

        Assert.Empty(await _storage.Facts.DueAsync(FactKind.WorklistItem, Noon, 10));
        Assert.True((await _storage.Facts.NextDueAsync(FactKind.WorklistItem))! >= dueAt);
    }

    [Fact]
    public async Task A_document_is_kept_under_its_id_once()
    {
        var documents = new WorkflowDocuments(_storage.Journal, _storage.Facts);
        var content = new byte[3 << 20];
        new Random(1).NextBytes(content);
        Assert.Null(await documents.ReadAsync("one"));

        Assert.True(await documents.AddAsync("one", content));
        Assert.True(await documents.AddAsync("none", ReadOnlyMemory<byte>.Empty));
        Assert.False(await documents.AddAsync("one", new byte[1]));

        Assert.Equal(content, (await documents.ReadAsync("one"))!.Value.ToArray());
        Assert.Equal(0, (await documents.ReadAsync("none"))!.Value.Length);
        Assert.Equal(["document/one", "document/none"], (await _storage.Journal.ReadAsync(0).ToListAsync()).Select(record => record.Entity));
    }

    [Fact]
    public async Task Ids_and_values_of_any_text_stay_apart()
    {
        await SetAsync("O'Neill", "", terms: [new(PatientName, "O'NEILL%_")]);
        await SetAsync("o'neill", "", terms: [new(PatientName, "O'NEILLxx")]);

        Assert.Equal("O'Neill", (await _storage.Facts.FindAsync(FactKind.WorklistItem, "O'Neill"))!.Id);
        Assert.Equal(["O'Neill"], await FindAsync(new StartsWith(PatientName, "O'NEILL%")));
    }

    private static SetFact Fact(string id, long sequence, string state, bool isOpen = true, DateTimeOffset? dueAt = null, FactTerm[]? terms = null) =>
        new(FactKind.WorklistItem, id, sequence, isOpen, dueAt, Encoding.UTF8.GetBytes(state), terms);

    private static string TextOf(StoredFact fact) => Encoding.UTF8.GetString(fact.State.Span);

    private async Task SetAsync(string id, string state, bool isOpen = true, DateTimeOffset? dueAt = null, FactTerm[]? terms = null)
    {
        var sequence = _sequences.GetValueOrDefault(id);
        _sequences[id] = sequence + 1;
        var append = new JournalAppend(
            WorkflowEntity.OfFact(FactKind.WorklistItem, id), sequence, Guid.NewGuid(), sequence, [StudyScript.Event(state)], [Fact(id, sequence + 1, state, isOpen, dueAt, terms)]);
        Assert.True((await _storage.Journal.AppendAsync(append)).IsCommitted);
    }

    private Task<List<string>> FindAsync(params FactCondition[] conditions) => FindAsync(null, conditions);

    private async Task<List<string>> FindAsync(bool? isOpen, params FactCondition[] conditions) =>
        await _storage.Facts.QueryAsync(new FactQuery(FactKind.WorklistItem, isOpen, conditions), null).Select(fact => fact.Id).ToListAsync();
}
