using System.CommandLine;

namespace Archive.Cli.Commands;

/// <summary><c>peers</c>: the systems that all nodes of a database know. Looks at them and changes them, beside nodes that run.</summary>
internal sealed class PeersCommand : Command
{
    public PeersCommand(ILocalNode node)
        : base("peers", "Lists and changes the systems that the nodes of a cluster know. Nodes that run follow within 5 seconds.")
    {
        Subcommands.Add(new ListPeersCommand(node));
        Subcommands.Add(new SetPeerCommand(node));
        Subcommands.Add(new RemovePeerCommand(node));
        Subcommands.Add(new ImportPeersCommand(node));
    }
}
