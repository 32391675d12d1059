using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Queries;

/// <summary>How answers reach a peer, and what ends a search before its last match.</summary>
public sealed class FindStreamTests : FindTest
{
    [Fact]
    public async Task An_answer_goes_out_although_the_next_one_takes_its_time()
    {
        await using var archive = await StartAsync((_, canceled) => ScriptedIndex.Searching(2, canceled));
        using var association = await archive.ConnectRawAsync();

        await SendFindAsync(association);

        Assert.Equal(DimseStatus.Pending, (await NextAsync(association)).Status);
        Assert.Equal(DimseStatus.Pending, (await NextAsync(association)).Status);
        Assert.Equal(1, Index.Searches);
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task A_cancel_ends_a_query_that_is_still_searching()
    {
        await using var archive = await StartAsync((_, canceled) => ScriptedIndex.Searching(0, canceled));
        using var association = await archive.ConnectRawAsync();
        await SendFindAsync(association, messageId: 7);
        await Wait.UntilAsync(() => Index.Searches == 1, "the search to begin");

        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 7 });

        var last = await NextAsync(association);
        Assert.Equal((7, DimseStatus.Cancel), (last.MessageIdBeingRespondedTo, last.Status));
        await Wait.UntilAsync(() => Index.Searches == 0, "the search to end");
        await association.ExpectEchoAsync();
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task After_a_cancel_no_further_match_is_made()
    {
        var made = 0;
        var matches = Channel.CreateUnbounded<DataSet>();
        await using var archive = await StartAsync((_, canceled) => Counted(canceled));
        using var association = await archive.ConnectRawAsync();
        await SendFindAsync(association, messageId: 7);
        matches.Writer.TryWrite(ScriptedIndex.Match());
        Assert.Equal(DimseStatus.Pending, (await NextAsync(association)).Status);

        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 7 });

        Assert.Equal(DimseStatus.Cancel, (await NextAsync(association)).Status);
        matches.Writer.TryWrite(ScriptedIndex.Match());
        await association.ExpectEchoAsync();
        Assert.Equal(1, made);

        async IAsyncEnumerable<DataSet> Counted([EnumeratorCancellation] CancellationToken canceled)
        {
            await foreach (var match in matches.Reader.ReadAllAsync(canceled))
            {
                made++;
                yield return match;
            }
        }
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task A_broken_association_ends_the_search_at_once()
    {
        await using var archive = await StartAsync((_, canceled) => ScriptedIndex.Searching(1, canceled));
        using var association = await archive.ConnectRawAsync();
        await SendFindAsync(association);
        await NextAsync(association);

        association.Peer.Reset();

        await Wait.UntilAsync(() => Index.Searches == 0, "the search to end");
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_peer_that_stops_reading_stops_the_search_and_is_cut_off_in_time()
    {
        var time = new ManualTimeProvider();
        time.Advance(TimeSpan.FromSeconds(1)); // a time of zero is none
        await using var archive = await StartAsync(
            (_, _) => ScriptedIndex.Matches(int.MaxValue), new() { Time = time, Settings = new() { Transfer = TimeSpan.FromSeconds(10) } });
        using var association = await archive.ConnectRawAsync();

        await SendFindAsync(association);
        await Wait.UntilAsync(() => Index.Searches == 1, "the search to begin");
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return archive.Connections == 0;
            },
            "the peer to be cut off");

        await archive.AllIsOverAsync();
        Assert.Equal(0, Index.Searches);
        Assert.Contains(archive.LogLines, line => line.Contains("took nothing of what was sent to it in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_answers_come_whole_and_in_order()
    {
        await using var archive = await StartAsync((_, _) => ScriptedIndex.Matches(10_000));
        await using var association = await archive.ConnectAsync();
        var next = 1;

        await foreach (var message in association.FindAsync(Find, Keys("STUDY", Tags.StudyInstanceUID)))
        {
            if (message.Response.Status.IsPending)
                Assert.Equal($"1.2.{next++}", message.ReadDataSet().GetString(Tags.StudyInstanceUID));
        }

        Assert.Equal(10_001, next);
    }
}
