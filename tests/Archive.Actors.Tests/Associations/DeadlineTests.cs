using Archive.Actors.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>Every wait for a peer has its end. Time is virtual.</summary>
public sealed class DeadlineTests : AssociationTest
{
    private static readonly AssociationSettings Settings = new()
    {
        Artim = TimeSpan.FromSeconds(5),
        Idle = TimeSpan.FromSeconds(30),
        Transfer = TimeSpan.FromSeconds(10),
    };

    private readonly ManualTimeProvider _time = new();

    public DeadlineTests() => _time.Advance(TimeSpan.FromSeconds(1)); // a time of zero is none

    [Fact]
    public async Task Who_asks_for_nothing_is_closed_when_artim_ends()
    {
        await using var archive = await StartAsync();
        using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Settings.Artim), "ARTIM to start");

        _time.Advance(Settings.Artim);

        await peer.ExpectClosedAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task Who_does_not_close_after_a_release_is_closed_when_artim_ends()
    {
        await using var archive = await StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.Peer.SendAsync(AReleaseRq.Instance);
        await association.Peer.ExpectAsync(AReleaseRp.Instance);
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Settings.Artim), "ARTIM to start");
        _time.Advance(Settings.Artim);

        await association.Peer.ExpectClosedAsync();
        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("released", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_idle_association_is_aborted()
    {
        await using var archive = await StartAsync();
        using var association = await archive.ConnectRawAsync();

        await GoOnAsync(() => HasAborted(association));

        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("nothing was asked in time", StringComparison.Ordinal));
    }

    /// <summary>Modalities leave associations open for 120 s (store, commitment) and 300 s (query) after the last message.</summary>
    [Fact]
    [Requirement("VEREOS-09")]
    public async Task By_default_an_association_may_be_idle_for_longer_than_modalities_leave_theirs_open()
    {
        await using var archive = await StartAsync(options => options with { Settings = new AssociationSettings() });
        using var association = await archive.ConnectRawAsync();
        var kept = TestObject.Ct();
        await association.SendStoreAsync(kept);
        Assert.Equal(DimseStatus.Success, (await association.ReceiveAsync<CStoreResponse>()).Status);

        await PassAsync(TimeSpan.FromSeconds(310));

        await association.ExpectEchoAsync();
        await PassAsync(TimeSpan.FromSeconds(310));
        await association.Peer.SendAsync(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
        await association.Peer.ExpectClosedAsync();
        Assert.True(await archive.HasAsync(kept));
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task Who_stops_in_the_middle_of_an_object_is_aborted()
    {
        await using var archive = await StartAsync();
        using var association = await archive.ConnectRawAsync();
        var sent = TestObject.Ct(pixelBytes: 100_000);

        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await association.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(0, 50_000), isLast: false);
        await Wait.UntilAsync(() => archive.BudgetUsedBytes > 0, "the object to begin");
        await GoOnAsync(() => HasAborted(association));

        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("stopped in the middle", StringComparison.Ordinal));
        Assert.False(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task Who_takes_nothing_of_what_is_sent_to_it_is_cut_off()
    {
        await using var archive = await StartAsync(index => index with { Index = real => new EndlessIndex(real) });
        using var association = await archive.ConnectRawAsync();
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, "");

        await association.SendAsync(RawAssociation.Find, new CFindRequest
        {
            MessageId = 1,
            AffectedSopClassUid = SopClasses.StudyRootQueryRetrieveInformationModelFind,
        });
        await association.SendDataAsync(RawAssociation.Find, DataSetWriter.ToArray(identifier, TransferSyntax.ImplicitVrLittleEndian), isLast: true);
        await GoOnAsync(() => archive.Connections == 0);

        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("took nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_waits_for_our_memory_is_not_taken_for_idle()
    {
        await using var archive = await StartAsync(options => options with { MemoryBudgetBytes = 128 * 1024 });
        using var first = await archive.ConnectRawAsync();
        using var second = await archive.ConnectRawAsync();
        var (one, other) = (TestObject.Ct(pixelBytes: 20_000), TestObject.Ct(pixelBytes: 20_000));
        archive.Blobs.Hold();
        await first.SendStoreAsync(one);
        await Wait.UntilAsync(() => archive.Blobs.Waiting == 1, "the first object to have all the memory");

        await second.SendStoreAsync(other);
        await Wait.UntilAsync(() => archive.Blobs.Steps.Count == 2, "the second object to begin");
        await PassAsync(Settings.Idle + Settings.Transfer);

        archive.Blobs.Release();
        Assert.Equal(DimseStatus.Success, (await first.ReceiveAsync<CStoreResponse>()).Status);
        Assert.Equal(DimseStatus.Success, (await second.ReceiveAsync<CStoreResponse>()).Status);
        await first.ReleaseAsync();
        await second.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task What_was_asked_before_a_release_has_its_end_too()
    {
        await using var archive = await StartAsync();
        using var association = await archive.ConnectRawAsync();
        archive.Journal.Hold();
        await association.SendStoreAsync(TestObject.Ct());
        await Wait.UntilAsync(() => archive.Journal.Waiting == 1, "the object to come to the journal");

        await association.Peer.SendAsync(AReleaseRq.Instance);
        await GoOnAsync(() => HasAborted(association));

        archive.Journal.Release();
        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("what was asked before the release did not end in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_works_is_not_idle()
    {
        await using var archive = await StartAsync();
        using var association = await archive.ConnectRawAsync();

        for (var i = 0; i < 10; i++)
        {
            await association.ExpectEchoAsync();
            _time.Advance(Settings.Transfer / 2); // less than the archive may take to see that its response has gone out
        }

        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    private Task<TestArchive> StartAsync(Func<TestArchiveOptions, TestArchiveOptions>? change = null)
    {
        var options = new TestArchiveOptions { Settings = Settings, Time = _time };
        return TestArchive.StartAsync(change?.Invoke(options) ?? options);
    }

    /// <summary>Lets time go by, a second at a time, each of which sees the deadlines looked at.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Wait.UntilAsync(() => _time.HasTimerDueIn(TimeSpan.FromSeconds(1)), "deadlines to be looked at");
        }
    }

    /// <summary>Lets time go by, a second at a time, until something has come of it.</summary>
    private Task GoOnAsync(Func<bool> hasHappened) => Wait.UntilAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return hasHappened();
        },
        "the deadline to pass");

    private static bool HasAborted(RawAssociation association)
    {
        if (association.Peer.Available == 0)
            return false;
        association.Peer.Dispose();
        return true;
    }
}
