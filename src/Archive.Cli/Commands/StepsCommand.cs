using System.CommandLine;

namespace Archive.Cli.Commands;

/// <summary><c>steps</c>: performed procedure steps, and what became of telling others of them.</summary>
internal sealed class StepsCommand : Command
{
    public StepsCommand(ILocalNode node)
        : base("steps", "Shows performed procedure steps, and has their forwarding tried again or given up.")
    {
        Subcommands.Add(new StepsListCommand(node));
        Subcommands.Add(new StepsShowCommand(node));
        Subcommands.Add(new StepsForwardingCommand("retry", "Forwards a step now that waits for its next attempt, or has failed to be forwarded.", node));
        Subcommands.Add(new StepsForwardingCommand("cancel", "Gives up the forwarding of a step.", node));
    }
}
