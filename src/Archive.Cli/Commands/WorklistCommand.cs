using System.CommandLine;

namespace Archive.Cli.Commands;

/// <summary><c>worklist</c>: the scheduled steps that a running node shows modalities.</summary>
internal sealed class WorklistCommand : Command
{
    public WorklistCommand(ILocalNode node)
        : base("worklist", "Lists, shows, orders and cancels the scheduled procedure steps of the worklist.")
    {
        Subcommands.Add(new WorklistListCommand(node));
        Subcommands.Add(new WorklistShowCommand(node));
        Subcommands.Add(new WorklistAddCommand(node));
        Subcommands.Add(new WorklistCancelCommand(node));
    }
}
