using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>How every index keeps versions beside the current instances.</summary>
public abstract class VersionContract : IDisposable
{
    private static readonly StudyInstanceUid Study = new("1.2");
    private static readonly SopInstanceUid First = new("1.2.1.1");

    private readonly IStorageUnderTest _storage;
    private readonly StudyStore _store;
    private long _sequence = 3;

    protected VersionContract(IStorageUnderTest storage)
    {
        _storage = storage;
        _store = new StudyStore(storage);
    }

    public void Dispose()
    {
        _storage.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_version_is_loaded_listed_and_found_by_its_blob_and_by_nothing_else()
    {
        await StoreThreeAsync();
        var version = await AddAsync(First, Place(7, 4096, second: 1));

        var snapshot = (await _storage.Snapshots.LoadStudyAsync(Study))!;
        Assert.Equal(version, Assert.Single(snapshot.Versions));
        Assert.Equal(3, snapshot.Instances.Count);
        Assert.Equal([version], await _storage.Index.FindVersionsAsync(null, null).ToListAsync());
        Assert.Equal(1, await _storage.Index.CountVersionsAsync());
        Assert.Equal(version, await _storage.Index.FindBlobAsync(version.Storage.Blob));
        Assert.Null(await _storage.Index.FindBlobAsync(version.Storage.Blob with { Offset = 4104 }));
        Assert.Null(await _storage.Index.FindBlobAsync(version.Storage.Blob with { DataSetCrc32C = 5 }));
        Assert.True(Assert.Single(await _storage.Index.FindInstancesAsync(First).ToListAsync()).IsCurrent);
        Assert.True((await _storage.Index.FindBlobAsync(snapshot.Instances[0].Storage.Blob))!.IsCurrent);
    }

    [Fact]
    public async Task Queries_and_retrievals_see_the_current_instance_alone()
    {
        await StoreThreeAsync();
        var located = await LocateAsync();
        var counts = await CountsAsync();

        await AddAsync(First, Place(7, 4096, second: 1));
        await AddAsync(First, Place(8, 4096, second: 2), series: "1.2.77");

        Assert.Equal(located, await LocateAsync());
        Assert.Equal(counts, await CountsAsync());
    }

    [Fact]
    public async Task What_is_replaced_becomes_a_version_and_a_version_that_replaces_is_one_no_longer()
    {
        await StoreThreeAsync();
        var original = (await _storage.Index.FindInstancesAsync(First).ToListAsync())[0];
        var second = Place(7, 4096, second: 1);

        await ReplaceAsync(second);

        Assert.Equal(original with { IsCurrent = false }, Assert.Single(await VersionsAsync()));
        Assert.Equal(second, Assert.Single(await _storage.Index.FindInstancesAsync(First).ToListAsync()).Storage);

        await ReplaceAsync(original.Storage);

        Assert.Equal(second.Blob, Assert.Single(await VersionsAsync()).Storage.Blob);
        Assert.Equal(original, Assert.Single(await _storage.Index.FindInstancesAsync(First).ToListAsync()));
        Assert.Equal(4, (await _storage.Index.ReadAllInstancesAsync().ToListAsync()).Count);
    }

    [Fact]
    public async Task A_version_that_moved_is_found_where_it_lies_then()
    {
        await StoreThreeAsync();
        var version = await AddAsync(First, Place(7, 4096, second: 1));
        var to = version.Storage.Blob with { Volume = 9, Offset = 8192 };

        await AppendAsync(new RelocateVersion(Study, version.Storage.Blob, to));

        Assert.Equal(to, Assert.Single(await VersionsAsync()).Storage.Blob);
        Assert.Null(await _storage.Index.FindBlobAsync(version.Storage.Blob));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AppendAsync(new RelocateVersion(Study, version.Storage.Blob, to)));
    }

    [Fact]
    public async Task No_two_versions_share_a_blob()
    {
        await StoreThreeAsync();
        await AddAsync(First, Place(7, 4096, second: 1));

        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(new("1.2.1.2"), Place(7, 4096, second: 1)));

        Assert.Single(await VersionsAsync());
    }

    [Fact]
    public async Task A_version_needs_its_study() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(First, Place(7, 4096, second: 1)));

    [Fact]
    public async Task All_that_lies_in_the_volumes_is_read_in_its_order_versions_included()
    {
        await StoreThreeAsync();
        var places = new[] { (1L, 6000L), (1L, 100L), (2L, 50L), (0L, 9000L) };
        foreach (var (volume, offset) in places)
            await AddAsync(First, Place(volume, offset, second: 1));

        var all = await _storage.Index.ReadAllInstancesAsync().ToListAsync();

        Assert.Equal(7, all.Count);
        Assert.Equal(all.OrderBy(stored => stored.Storage.Blob.Volume).ThenBy(stored => stored.Storage.Blob.Offset), all);
        Assert.Equal(4, all.Count(stored => !stored.IsCurrent));
    }

    [Theory]
    [InlineData(null, null, 1300)]
    [InlineData("1.2", null, 1300)]
    [InlineData(null, "1.2.1.1", 700)]
    [InlineData("1.2", "1.2.1.2", 600)]
    [InlineData("1.3", null, 0)]
    [InlineData("1.3", "1.2.1.1", 0)]
    public async Task Versions_are_listed_object_by_object_in_the_order_in_which_they_came(string? study, string? instance, int count)
    {
        await StoreThreeAsync();
        var changes = Enumerable.Range(1, 1300).Select(i => Version(new SopInstanceUid(i <= 700 ? "1.2.1.1" : "1.2.1.2"), Place(7, i * 4096L, second: 2000 - i)));
        await AppendAsync([.. changes]);

        var listed = await _storage.Index.FindVersionsAsync(
            study is null ? null : new StudyInstanceUid(study), instance is null ? null : new SopInstanceUid(instance)).ToListAsync();

        Assert.Equal(count, listed.Select(version => version.Storage.Blob).Distinct().Count());
        Assert.Equal(count, listed.Count);
        Assert.Equal(listed.OrderBy(version => version.Instance.Value, StringComparer.Ordinal).ThenBy(version => version.Storage.ReceivedAt), listed);
    }

    /// <summary>Removes the test's database.</summary>
    protected abstract void Close();

    private static InstanceStorage Place(long volume, long offset, int second) => new(
        new BlobRef(volume, offset, 300, 2000, 0xFFFFFFFF), TransferSyntax.ImplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch.AddSeconds(second), "OTHER");

    private static AddVersion Version(SopInstanceUid instance, InstanceStorage storage, string series = "1.2.1") =>
        new(Study, new SeriesInstanceUid(series), instance, new Uid(CtImageStorage), storage);

    private Task StoreThreeAsync() => _store.StoreAsync(Image("1.2"), Image("1.2", instance: 2), Image("1.2", instance: 3));

    private async Task<StoredInstance> AddAsync(SopInstanceUid instance, InstanceStorage storage, string series = "1.2.1")
    {
        var version = Version(instance, storage, series);
        await AppendAsync(version);
        return new StoredInstance(Study, version.Series, instance, version.SopClass, storage) { IsCurrent = false };
    }

    private Task ReplaceAsync(InstanceStorage storage)
    {
        Assert.True(ObjectDescription.TryFrom(Image("1.2"), out var description, out _));
        return AppendAsync(new ReplaceInstance(Study, new("1.2.1"), description.Instance, storage));
    }

    private async Task AppendAsync(params IndexChange[] changes)
    {
        var isKnown = await _storage.Snapshots.LoadStudyAsync(Study) is not null;
        Assert.True((await _storage.Journal.AppendAsync(
            StudyScript.Append(JournalEntity.OfStudy(Study), isKnown ? _sequence : 0, [StudyScript.Event("version")], changes))).IsCommitted);
        _sequence++;
    }

    private async Task<List<StoredInstance>> VersionsAsync() => await _storage.Index.FindVersionsAsync(Study, First).ToListAsync();

    private async Task<List<StoredInstance>> LocateAsync() => await _storage.Index.LocateAsync(
        new RetrieveRequest(InformationModel.StudyRoot, Identifier("STUDY", (Tags.StudyInstanceUID, "1.2")))).ToListAsync();

    private async Task<string> CountsAsync()
    {
        var request = new FindRequest(InformationModel.StudyRoot, Identifier(
            "STUDY", (Tags.StudyInstanceUID, "1.2"), (Tags.NumberOfStudyRelatedInstances, ""), (Tags.NumberOfStudyRelatedSeries, "")))
        {
            RetrieveAeTitle = "ARCHIVE",
        };
        var answer = Assert.Single(await _storage.Index.FindAsync(request).ToListAsync());
        return $"{answer.GetString(Tags.NumberOfStudyRelatedSeries)} {answer.GetString(Tags.NumberOfStudyRelatedInstances)}";
    }
}
