using System.Globalization;
using Akka.Cluster;

namespace Archive.Actors.Cluster;

/// <summary>The role by which a member of Akka's cluster says which run of a node it is: the id that it has in the database.</summary>
internal static class MemberRole
{
    private const string Prefix = "member-";

    public static string Of(long id) => Prefix + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null: it has none, as a node without a database that it shares.</summary>
    public static long? IdOf(Member member)
    {
        var role = member.Roles.FirstOrDefault(role => role.StartsWith(Prefix, StringComparison.Ordinal));
        return role is null ? null : long.Parse(role.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
    }
}
