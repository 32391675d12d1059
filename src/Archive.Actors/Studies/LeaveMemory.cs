using Akka.Actor;

namespace Archive.Actors.Studies;

/// <summary>Asks a study to leave memory if it has nothing to do: there are too many.</summary>
internal sealed class LeaveMemory : INoSerializationVerificationNeeded
{
    public static LeaveMemory Instance { get; } = new();
}
