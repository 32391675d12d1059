using Akka.Actor;

namespace Archive.Actors.Studies;

/// <summary>A command whose events are on their way through the journal, and who waits for it.</summary>
/// <param name="uncommitted">Events that have not committed.</param>
internal sealed class PendingCommand(IActorRef asker, StudyDecision decision, IStudyReply reply, int uncommitted)
{
    public IActorRef Asker { get; } = asker;

    public StudyDecision Decision { get; } = decision;

    /// <summary>What the asker is told once all has committed.</summary>
    public IStudyReply Reply { get; } = reply;

    public int Uncommitted { get; set; } = uncommitted;
}
