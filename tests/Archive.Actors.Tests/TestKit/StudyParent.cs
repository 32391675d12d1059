using Akka.Actor;
using Akka.Cluster.Sharding;
using Archive.Actors.Entities;
using Archive.Actors.Studies;

namespace Archive.Actors.Tests.TestKit;

/// <summary>
/// Makes studies as a shard does, found by the same extractor, but without a cluster, which takes long to start. What comes
/// for a study that is leaving ends in dead letters: its asker asks again.
/// </summary>
internal sealed class StudyParent : ReceiveActor
{
    private readonly EntityMessageExtractor _extractor = new();

    public StudyParent(Func<string, Props> propsOf)
    {
        Receive<IStudyCommand>(command =>
        {
            var id = _extractor.EntityId(command)!;
            var study = Context.Child(id);
            (study.IsNobody() ? Context.ActorOf(propsOf(id), id) : study).Forward(_extractor.EntityMessage(command));
        });
        Receive<Passivate>(passivate => Sender.Tell(passivate.StopMessage));
    }
}
