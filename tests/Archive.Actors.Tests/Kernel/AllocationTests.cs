using Archive.Actors.Kernel;

namespace Archive.Actors.Tests.Kernel;

/// <summary>Committed limits: Not beside other tests, whose bytes would count.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Count = 20_000;

    [Fact]
    public async Task A_tell_allocates_nothing()
    {
        await using var system = new ActorSystem("test");
        IActorRef<Question> actor = system.ActorOf(new Props<Question>(static () => new Echo()) { MailboxCapacity = 2 * Count });
        var message = new Question(1, default);
        async Task TellAsync()
        {
            for (int i = 0; i < Count; i++)
                await actor.TellAsync(message);
            await actor.AskAsync(static (ReplyTo<int> replyTo, int number) => new Question(number, replyTo), 1, TimeSpan.FromMinutes(1));
        }

        // The mailbox grows to what it has to hold at once, and keeps that.
        TaskCompletionSource gate = new();
        await actor.TellAsync(new Question(0, default, gate.Task));
        Task filling = TellAsync();
        gate.SetResult();
        await filling;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await TellAsync();
        double bytesPerTell = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Count;

        Assert.InRange(bytesPerTell, 0, 2);
    }

    private sealed record Question(int Number, ReplyTo<int> ReplyTo, Task? Until = null);

    private sealed class Echo : Actor<Question>
    {
        protected override async ValueTask ReceiveAsync(Question message)
        {
            if (message.Until is { } until)
                await until;
            message.ReplyTo.Tell(message.Number);
        }
    }
}
