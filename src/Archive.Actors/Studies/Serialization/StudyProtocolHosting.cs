using Akka.Hosting;
using Archive.Actors.Entities;

namespace Archive.Actors.Studies.Serialization;

public static class StudyProtocolHosting
{
    /// <summary>Lets studies be told and answer across nodes. What all entities say when they fail is a message of this protocol, which was there first.</summary>
    public static AkkaConfigurationBuilder AddStudyProtocol(this AkkaConfigurationBuilder akka) =>
        akka.WithCustomSerializer("study-protocol", [typeof(IStudyCommand), typeof(IStudyReply), typeof(EntityFailure)], system => new StudyProtocolSerializer(system));
}
