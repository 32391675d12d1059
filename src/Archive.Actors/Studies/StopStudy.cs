using Akka.Actor;

namespace Archive.Actors.Studies;

/// <summary>
/// Tells a study to leave memory when all that it persists has been answered. A PoisonPill would overtake what is under way.
/// </summary>
public sealed class StopStudy : INoSerializationVerificationNeeded
{
    public static StopStudy Instance { get; } = new();
}
