using Archive.Actors.Entities;
using Archive.Actors.Studies;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Studies;

/// <summary>What studies keep, compare and heal, over a real database and real volumes.</summary>
public sealed class StudyVersionTests : IAsyncLifetime
{
    private const int LargeObjectBytes = 1 << 16;

    private static readonly byte[] First = Bytes(1, 4000);
    private static readonly byte[] Large = Bytes(2, 300_000);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;
    private readonly SqliteIndex _index;
    private readonly VolumeStore _blobs;
    private LocalStudies _local = null!;

    public StudyVersionTests()
    {
        _database = SqliteDatabase.Open(_folder["archive.db"]);
        _journal = new SqliteJournal(_database);
        _index = new SqliteIndex(_database);
        _blobs = VolumeStore.Open(
            new VolumeStoreOptions { Directory = _folder["volumes"], VolumeBytes = 1 << 24, LargeObjectBytes = LargeObjectBytes, MinimumFreeBytes = 0 }, new MemoryBudget(1 << 24));
    }

    private static SopInstanceUid Instance => Received.Object(1).Instance.Instance;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await _local.DisposeAsync();
        _journal.Dispose();
        await _blobs.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Every_version_is_kept_with_a_blob_of_its_own_and_counts_after_loading_anew()
    {
        var blobs = new[] { await WriteAsync(First), await WriteAsync(Bytes(3, 4000)), await WriteAsync(Large) };
        var results = new[] { await RecordAsync(blobs[0]), await RecordAsync(blobs[1]), await RecordAsync(blobs[2], DuplicatePolicy.Replace) };

        await RestartAsync();
        foreach (var bytes in new[] { First, Bytes(3, 4000), Large })
            Assert.Equal(RecordResult.Duplicate, await RecordAsync(await WriteAsync(bytes)));

        Assert.Equal([RecordResult.Stored, RecordResult.KeptFirst, RecordResult.Replaced], results);
        var snapshot = (await _index.LoadStudyAsync(Received.Study))!;
        Assert.Equal(blobs[2], Assert.Single(snapshot.Instances).Storage.Blob);
        Assert.Equal(blobs[..2].ToHashSet(), snapshot.Versions.Select(version => version.Storage.Blob).ToHashSet());
        Assert.Equal(1 + 2 + 2 + 3, snapshot.Sequence);
    }

    [Fact]
    public async Task A_made_collision_of_checksums_is_a_version_like_any_other()
    {
        var collision = Crc32CCollision.Of(First, alterAt: 0, patchAt: 3996);
        var other = Crc32CCollision.Of(First, alterAt: 100, patchAt: 200);
        Assert.Equal(Crc32C.Compute(First), Crc32C.Compute(collision));

        Assert.Equal(RecordResult.Stored, await RecordAsync(await WriteAsync(First)));
        Assert.Equal(RecordResult.KeptFirst, await RecordAsync(await WriteAsync(collision)));
        Assert.Equal(RecordResult.KeptFirst, await RecordAsync(await WriteAsync(other)));
        foreach (var bytes in new[] { First, collision, other })
            Assert.Equal(RecordResult.Duplicate, await RecordAsync(await WriteAsync(bytes)));

        Assert.Equal([First, collision, other], await ReadAllAsync());
        Assert.DoesNotContain(_logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task The_same_bytes_in_another_transfer_syntax_are_kept_as_a_version()
    {
        await RecordAsync(await WriteAsync(First));

        Assert.Equal(RecordResult.KeptFirst, await RecordAsync(await WriteAsync(First), syntax: TransferSyntax.ImplicitVrLittleEndian));
        Assert.Equal(RecordResult.Duplicate, await RecordAsync(await WriteAsync(First), syntax: TransferSyntax.ImplicitVrLittleEndian));
    }

    [Fact]
    public async Task The_same_command_told_again_and_at_once_keeps_one_version_and_releases_nothing()
    {
        await RecordAsync(await WriteAsync(First));
        var version = await WriteAsync(Bytes(3, 4000));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RecordAsync(version)));
        Assert.Equal(RecordResult.KeptFirst, await RecordAsync(version, DuplicatePolicy.Refuse));
        await RestartAsync();
        Assert.Equal(RecordResult.KeptFirst, await RecordAsync(version, DuplicatePolicy.Replace));

        Assert.Equal(version, Assert.Single((await _index.LoadStudyAsync(Received.Study))!.Versions).Storage.Blob);
        Assert.Equal(0, _blobs.GetVolumes().Sum(volume => volume.GarbageBytes));
    }

    [Fact]
    public async Task Every_command_told_again_gets_the_answer_of_the_first_time_though_its_blob_has_moved_or_is_gone_and_the_study_starts_anew()
    {
        var (one, two, three, four) = (Bytes(1, 100_000), Bytes(2, 100_000), Bytes(3, 100_000), Bytes(4, 100_000));
        var told = new List<(BlobRef Blob, DuplicatePolicy Policy, RecordResult Result)>();
        var stored = await TellAsync(one, DuplicatePolicy.KeepFirst, RecordResult.Stored);
        var kept = await TellAsync(two, DuplicatePolicy.KeepFirst, RecordResult.KeptFirst);
        var replacing = await TellAsync(three, DuplicatePolicy.Replace, RecordResult.Replaced);
        var returned = await TellAsync(one, DuplicatePolicy.Replace, RecordResult.Replaced);
        var duplicate = await TellAsync(one, DuplicatePolicy.KeepFirst, RecordResult.Duplicate);
        var refused = await TellAsync(four, DuplicatePolicy.Refuse, RecordResult.Refused);
        Damage(kept, "changed");
        var healed = await TellAsync(two, DuplicatePolicy.KeepFirst, RecordResult.Healed);
        await IsAnsweredAsBeforeAsync();

        foreach (var blob in new[] { returned, duplicate, refused, kept })
            Damage(blob, "gone");
        await IsAnsweredAsBeforeAsync();
        await RestartAsync();
        await IsAnsweredAsBeforeAsync();

        foreach (var (from, bytes) in new[] { (stored, one), (healed, two), (replacing, three) })
        {
            Assert.True(await MoveAsync(from, await WriteAsync(bytes)));
            Damage(from, "gone");
        }

        await IsAnsweredAsBeforeAsync();
        await RestartAsync();
        await IsAnsweredAsBeforeAsync();
        Assert.Equal([one, two, three], await ReadAllAsync());

        async Task<BlobRef> TellAsync(byte[] bytes, DuplicatePolicy policy, RecordResult expected)
        {
            var blob = await WriteAsync(bytes);
            Assert.Equal(expected, await RecordAsync(blob, policy));
            told.Add((blob, policy, expected));
            return blob;
        }

        async Task IsAnsweredAsBeforeAsync()
        {
            var before = (await _index.LoadStudyAsync(Received.Study))!;
            var garbage = _blobs.GetVolumes().Sum(volume => volume.GarbageBytes);
            foreach (var (blob, policy, result) in told)
                Assert.Equal(result, await RecordAsync(blob, policy));
            var after = (await _index.LoadStudyAsync(Received.Study))!;
            Assert.Equal((before.Sequence, 1, 2), (after.Sequence, after.Instances.Count, after.Versions.Count));
            Assert.Equal(garbage, _blobs.GetVolumes().Sum(volume => volume.GarbageBytes));
        }
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task A_current_copy_that_is_damaged_is_healed_by_the_same_object(string damage)
    {
        var damaged = await WriteAsync(Large);
        await RecordAsync(damaged);
        Damage(damaged, damage);
        var again = await WriteAsync(Large);

        Assert.Equal(RecordResult.Healed, await RecordAsync(again));

        var snapshot = (await _index.LoadStudyAsync(Received.Study))!;
        Assert.Equal(again, Assert.Single(snapshot.Instances).Storage.Blob);
        Assert.Empty(snapshot.Versions);
        Assert.Equal([Large], await ReadAllAsync());
        var line = Assert.Single(_logs.Lines, line => line.EventId == 300);
        Assert.Contains($"{damaged.Volume:x16}/{damaged.Offset}", line.Text, StringComparison.Ordinal);
        Assert.Equal(RecordResult.Duplicate, await RecordAsync(await WriteAsync(Large)));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("gone")]
    public async Task A_version_that_is_damaged_is_healed_by_the_same_object(string damage)
    {
        await RecordAsync(await WriteAsync(First));
        var damaged = await WriteAsync(Large);
        await RecordAsync(damaged);
        Damage(damaged, damage);
        var again = await WriteAsync(Large);

        Assert.Equal(RecordResult.Healed, await RecordAsync(again));
        Assert.Equal(RecordResult.Healed, await RecordAsync(again)); // told again

        Assert.Equal([First, Large], await ReadAllAsync());
        Assert.Equal(again, Assert.Single((await _index.LoadStudyAsync(Received.Study))!.Versions).Storage.Blob);
    }

    [Fact]
    public async Task A_version_whose_copy_is_damaged_comes_again_under_replace_and_is_current()
    {
        await RecordAsync(await WriteAsync(First));
        var damaged = await WriteAsync(Large);
        await RecordAsync(damaged);
        Damage(damaged, "changed");
        var again = await WriteAsync(Large);

        Assert.Equal(RecordResult.Replaced, await RecordAsync(again, DuplicatePolicy.Replace));

        var snapshot = (await _index.LoadStudyAsync(Received.Study))!;
        Assert.Equal(again, Assert.Single(snapshot.Instances).Storage.Blob);
        Assert.Single(snapshot.Versions);
        Assert.Equal([Large, First], await ReadAllAsync());
        Assert.Equal(RecordResult.Replaced, await RecordAsync(again, DuplicatePolicy.Replace)); // told again
        Assert.Single(_logs.Lines, line => line.EventId == 300);
    }

    [Fact]
    public async Task An_intact_copy_of_what_came_is_found_behind_a_damaged_one_of_another_object()
    {
        var collision = Crc32CCollision.Of(Large, alterAt: 0, patchAt: 299_000);
        var damaged = await WriteAsync(Large);
        await RecordAsync(damaged);
        await RecordAsync(await WriteAsync(collision));
        Damage(damaged, "changed");

        Assert.Equal(RecordResult.Duplicate, await RecordAsync(await WriteAsync(collision)));
        Assert.Equal(RecordResult.Healed, await RecordAsync(await WriteAsync(Large)));
        Assert.Equal([Large, collision], await ReadAllAsync());
    }

    [Fact]
    public async Task What_came_and_does_not_read_back_heals_nothing_and_is_not_recorded()
    {
        var kept = await WriteAsync(Large);
        await RecordAsync(kept);
        var received = await WriteAsync(Large);
        Damage(received, "changed");

        var gone = await WriteAsync(Large);
        Damage(gone, "gone");

        Assert.Equal(EntityFailureKind.Unreadable, (await Assert.ThrowsAsync<EntityFailedException>(() => RecordAsync(received))).Kind);
        Assert.Equal(EntityFailureKind.Unreadable, (await Assert.ThrowsAsync<EntityFailedException>(() => RecordAsync(gone))).Kind);

        var snapshot = (await _index.LoadStudyAsync(Received.Study))!;
        Assert.Equal((kept, 1L), (Assert.Single(snapshot.Instances).Storage.Blob, snapshot.Sequence));
        Assert.Equal(RecordResult.Stored, await RecordAsync(kept));
        Assert.Contains(_blobs.GetVolumes(), volume => volume.Id == received.Volume && volume.GarbageBytes > 0);
    }

    [Fact]
    public async Task A_version_that_was_moved_is_what_later_reads_find()
    {
        await RecordAsync(await WriteAsync(First));
        var from = await WriteAsync(Large);
        await RecordAsync(from);
        var to = await WriteAsync(Large);

        Assert.True(await MoveAsync(from, to));
        Assert.True(await MoveAsync(from, to));
        Assert.False(await MoveAsync(from, await WriteAsync(Large)));
        Assert.Null(await _index.FindBlobAsync(from));
        Assert.False((await _index.FindBlobAsync(to))!.IsCurrent);
        Assert.Equal(RecordResult.KeptFirst, await RecordAsync(to));
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task StartAsync() => _local = await LocalStudies.StartAsync(_journal, _index, _blobs, _logs);

    private async Task RestartAsync()
    {
        await _local.DisposeAsync();
        await StartAsync();
    }

    private static void Flip(FileStream file)
    {
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 0xFF));
    }

    private void Damage(BlobRef blob, string how)
    {
        var path = Directory.EnumerateFiles(_folder["volumes"], $"{blob.Volume:x16}.object").Single();
        using (var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = blob.Offset + (blob.Length / 2);
            if (how == "cut")
                file.SetLength(file.Position);
            else
                Flip(file);
        }

        if (how == "gone")
            File.Delete(path);
    }

    private Task<RecordResult> RecordAsync(BlobRef blob, DuplicatePolicy policy = DuplicatePolicy.KeepFirst, TransferSyntax? syntax = null) =>
        _local.Studies.RecordAsync(
            new RecordInstance(
                Received.Object(1),
                Received.Storage(0) with { Blob = blob, TransferSyntax = (syntax ?? TransferSyntax.ExplicitVrLittleEndian).Uid }, policy),
            CancellationToken.None);

    private Task<bool> MoveAsync(BlobRef from, BlobRef to) => _local.Studies.MoveAsync(new MoveBlob(Received.Study, Instance, from, to), CancellationToken.None);

    private async Task<BlobRef> WriteAsync(byte[] dataSet)
    {
        await using var writer = _blobs.CreateWriter(Instance, new byte[132]);
        await writer.AppendAsync(new(dataSet));
        return await writer.CompleteAsync();
    }

    /// <summary>The data sets of the current object and of the versions, in this order.</summary>
    private async Task<List<byte[]>> ReadAllAsync()
    {
        var snapshot = (await _index.LoadStudyAsync(Received.Study))!;
        var all = new List<byte[]>();
        foreach (var stored in snapshot.Instances.Concat(snapshot.Versions))
        {
            var blob = stored.Storage.Blob;
            var bytes = new byte[blob.DataSetLength];
            for (var read = 0; read < bytes.Length;)
                read += await _blobs.ReadAsync(blob, blob.PrefixLength + read, bytes.AsMemory(read));
            all.Add(bytes);
        }

        return all;
    }
}
