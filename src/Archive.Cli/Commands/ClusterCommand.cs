using System.CommandLine;

namespace Archive.Cli.Commands;

/// <summary><c>cluster</c>: shows the nodes of an archive and asks them for something.</summary>
internal sealed class ClusterCommand : Command
{
    public ClusterCommand(ILocalNode node)
        : base("cluster", "Shows the nodes of an archive, and asks them to drain or to leave.")
    {
        Subcommands.Add(new ClusterStatusCommand(node));
        Subcommands.Add(new ClusterRequestCommand("drain", "Has a node take no more associations, and hand its studies over when its last one has ended.", Storage.Members.MemberRequest.Drain, node));
        Subcommands.Add(new ClusterRequestCommand("leave", "Has a node finish what is in flight, leave and end.", Storage.Members.MemberRequest.Leave, node));
    }
}
