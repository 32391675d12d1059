using Akka.Hosting;

namespace Archive.Actors.Studies.Serialization;

public static class StudyProtocolHosting
{
    /// <summary>Lets studies be told and answer across nodes.</summary>
    public static AkkaConfigurationBuilder AddStudyProtocol(this AkkaConfigurationBuilder akka) =>
        akka.WithCustomSerializer("study-protocol", [typeof(IStudyCommand), typeof(IStudyReply)], system => new StudyProtocolSerializer(system));
}
