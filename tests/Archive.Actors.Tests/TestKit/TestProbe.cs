using System.Threading.Channels;
using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.TestKit;

/// <summary>Stands in for an actor: takes whatever it is told at once and shows it to the test.</summary>
public sealed class TestProbe<TMessage>(ActorSystem system) : IActorRef<TMessage>, IInbox<TMessage>, IHasPath
{
    private readonly Channel<TMessage> _messages = Channel.CreateUnbounded<TMessage>();
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Path => $"{system.Name}/probe";

    public Task WhenTerminated => _terminated.Task;

    /// <summary>The next message; fails the test when none comes within <see cref="Wait.Limit"/>.</summary>
    public async Task<TMessage> ExpectAsync() =>
        await _messages.Reader.ReadAsync().AsTask().WaitAsync(Wait.Limit);

    /// <summary>
    /// The next message, while virtual time moves on in steps: for what an actor does some time after a turn, as the test
    /// cannot know whether that turn ended before or after a single step.
    /// </summary>
    public async Task<TMessage> ExpectAsync(ManualTimeProvider time, TimeSpan step)
    {
        TMessage? message = default;
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(step);
                return _messages.Reader.TryRead(out message);
            },
            "a message as time goes by");
        return message!;
    }

    public async Task<TSpecific> ExpectAsync<TSpecific>()
        where TSpecific : TMessage =>
        Assert.IsType<TSpecific>(await ExpectAsync());

    /// <summary>
    /// Moves virtual time and fails the test if a message is there afterwards. What an actor sends in answer to a timer
    /// shows only after that actor's turn: let it answer an ask first.
    /// </summary>
    public void ExpectNone(ManualTimeProvider time, TimeSpan moved)
    {
        time.Advance(moved);
        ExpectNone();
    }

    public void ExpectNone() => Assert.False(_messages.Reader.TryRead(out TMessage? unexpected), $"Unexpected: {unexpected}");

    public ValueTask TellAsync(TMessage message, CancellationToken cancellationToken = default) => Asking.TellAsync(this, message, cancellationToken);

    public bool TryTell(TMessage message) => TryPost(new Envelope<TMessage>(message)) == PostResult.Accepted;

    public ValueTask<TReply> AskAsync<TReply, TState>(
        Func<ReplyTo<TReply>, TState, TMessage> create, TState state, TimeSpan deadline, CancellationToken cancellationToken = default) =>
        Asking.AskAsync(system, this, this, create, state, deadline, cancellationToken);

    public void Stop()
    {
        if (_messages.Writer.TryComplete())
            _terminated.SetResult();
    }

    public Task GracefulStopAsync()
    {
        Stop();
        return WhenTerminated;
    }

    PostResult IInbox<TMessage>.TryPost(in Envelope<TMessage> envelope) => TryPost(envelope);

    ValueTask IInbox<TMessage>.PostAsync(Envelope<TMessage> envelope, CancellationToken cancellationToken) =>
        throw new ActorStoppedException(Path);

    private PostResult TryPost(in Envelope<TMessage> envelope) =>
        _messages.Writer.TryWrite(envelope.Message) ? PostResult.Accepted : PostResult.Closed;
}
