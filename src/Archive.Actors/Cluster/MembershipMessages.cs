using Akka.Actor;
using Archive.Storage.Members;

namespace Archive.Actors.Cluster;

/// <summary>Show that this node lives, and see who else does.</summary>
internal sealed record LookAround : INoSerializationVerificationNeeded
{
    public static readonly LookAround Instance = new();
}

internal sealed record MembersSeen(IReadOnlyList<ClusterMember> Members) : INoSerializationVerificationNeeded;

/// <summary>What had to be done about what was seen is done.</summary>
internal sealed record MembersSettled : INoSerializationVerificationNeeded
{
    public static readonly MembersSettled Instance = new();
}

internal sealed record MembersUnseen(Exception Cause) : INoSerializationVerificationNeeded;
