using Akka.Actor;
using Akka.Event;

namespace Archive.Actors.Entities;

/// <summary>
/// Tells at once who asked an entity that its command ended in dead letters: the entity stopped, or its shard is being handed
/// over. No entity has seen such a command, so it may be told again; without this the asker would wait for its timeout.
/// </summary>
public sealed class UndeliveredCommands : ReceiveActor
{
    public UndeliveredCommands()
    {
        Receive<AllDeadLetters>(letter =>
        {
            EntityMetrics.DeadLetter();
            if (letter.Message is IEntityCommand && !letter.Sender.IsNobody())
                letter.Sender.Tell(new EntityFailure(EntityFailureKind.Undelivered, "The entity was not there to take the command."));
        });
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
