using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Dimse.Messages;

public sealed class PendingRequestsTests
{
    private static readonly PresentationContext Context = new(1, SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian, IsRequestorScu: true, IsRequestorScp: false);
    private static readonly CFindRequest Find = new() { MessageId = 0, AffectedSopClassUid = SopClasses.Verification };

    private readonly PendingRequests _requests = new();

    [Fact]
    public async Task The_last_response_frees_the_message_id_and_is_still_read()
    {
        var pending = _requests.Add(Context, Find);
        await AnswerAsync(pending, DimseStatus.Pending);
        Assert.Equal(1, _requests.Count);
        await AnswerAsync(pending, DimseStatus.Success);
        Assert.Equal(0, _requests.Count);

        _requests.TryEnd(new InvalidOperationException("the end"));

        Assert.Equal([DimseStatus.Pending, DimseStatus.Success], [await ReadAsync(pending), await ReadAsync(pending)]);
    }

    [Fact]
    public void A_message_id_is_that_of_one_request_at_a_time()
    {
        var first = _requests.Add(Context, Find);
        var others = Enumerable.Range(0, ushort.MaxValue).Select(_ => _requests.Add(Context, Find)).ToList();
        Assert.Equal(ushort.MaxValue + 1, others.Append(first).Select(request => request.MessageId).Distinct().Count());

        _requests.Remove(first);

        Assert.Equal(first.MessageId, _requests.Add(Context, Find).MessageId);
    }

    [Fact]
    public void A_response_is_misdirected_under_another_id_and_when_it_is_of_another_kind()
    {
        var pending = _requests.Add(Context, Find);
        var response = (Find with { MessageId = pending.MessageId }).Respond(DimseStatus.Success);

        Assert.True(_requests.TryFind(response, out _));
        Assert.False(_requests.TryFind(response with { MessageIdBeingRespondedTo = 999 }, out _));
        Assert.False(_requests.TryFind(new CEchoResponse { MessageIdBeingRespondedTo = pending.MessageId, Status = DimseStatus.Success }, out _));
    }

    [Fact]
    public async Task The_end_fails_what_waits_and_what_comes()
    {
        var waiting = _requests.Add(Context, Find).WaitToReadAsync();
        var end = new InvalidOperationException("the end");

        Assert.True(_requests.TryEnd(end));
        Assert.False(_requests.TryEnd(new InvalidOperationException("another one")));

        Assert.Same(end, await Record.ExceptionAsync(() => waiting));
        Assert.Same(end, Record.Exception(() => _requests.Add(Context, Find)));
    }

    [Fact]
    public async Task Who_receives_waits_for_a_requester_that_lags_behind_and_not_for_one_that_went_away()
    {
        var pending = _requests.Add(Context, Find);
        Task answering;
        do
            answering = AnswerAsync(pending, DimseStatus.Pending);
        while (answering.IsCompletedSuccessfully);
        Assert.True(pending.TryRead(out _));
        await answering;
        answering = AnswerAsync(pending, DimseStatus.Pending);
        Assert.False(answering.IsCompleted);

        _requests.Remove(pending);

        await answering;
    }

    [Fact]
    public async Task A_last_response_for_which_there_is_no_room_any_more_when_the_association_ends_fails_the_request()
    {
        using var ended = new CancellationTokenSource();
        var pending = _requests.Add(Context, Find);
        var unread = 0;
        for (; AnswerAsync(pending, DimseStatus.Pending, ended.Token).IsCompletedSuccessfully; unread++)
        {
        }

        var last = AnswerAsync(pending, DimseStatus.Success, ended.Token);
        var end = new InvalidOperationException("the end");

        _requests.TryEnd(end);
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
        for (var i = 0; i < unread; i++)
            Assert.True(pending.TryRead(out _));
        Assert.Same(end, await Record.ExceptionAsync(() => pending.WaitToReadAsync()));
    }

    private static async Task<DimseStatus> ReadAsync(PendingRequest pending)
    {
        await pending.WaitToReadAsync();
        Assert.True(pending.TryRead(out var received));
        return received.Response.Status;
    }

    private Task AnswerAsync(PendingRequest pending, DimseStatus status, CancellationToken cancellationToken = default) =>
        _requests.AnswerAsync(pending, (Find with { MessageId = pending.MessageId }).Respond(status), [], cancellationToken).AsTask();
}
