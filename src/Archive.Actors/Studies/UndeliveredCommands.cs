using Akka.Actor;
using Akka.Event;

namespace Archive.Actors.Studies;

/// <summary>
/// Tells at once who asked a study that its command ended in dead letters: the study stopped, or its shard is being handed
/// over. No study has seen such a command, so it may be told again; without this the asker would wait for its timeout.
/// </summary>
public sealed class UndeliveredCommands : ReceiveActor
{
    public UndeliveredCommands()
    {
        Receive<AllDeadLetters>(letter =>
        {
            StudyMetrics.DeadLetter();
            if (letter.Message is IStudyCommand && !letter.Sender.IsNobody())
                letter.Sender.Tell(new StudyFailure(StudyFailureKind.Undelivered, "The study was not there to take the command."));
        });
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
