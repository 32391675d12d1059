using Akka.Actor;
using Akka.Cluster;
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

/// <summary>The database has not answered this node for a while: it finds out whether to say so.</summary>
internal sealed record MissDatabase : INoSerializationVerificationNeeded
{
    public static readonly MissDatabase Instance = new();
}

/// <summary>A member is down, and knows it by now.</summary>
internal sealed record PartWith(UniqueAddress Node) : INoSerializationVerificationNeeded;

/// <summary>A member says to the others that the database does not answer it. Who is answered, and sees no life of it there, need not be patient.</summary>
/// <param name="Id">Its own.</param>
internal sealed record MemberCutOff(long Id);
