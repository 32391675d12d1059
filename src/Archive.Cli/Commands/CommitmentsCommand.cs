using System.CommandLine;

namespace Archive.Cli.Commands;

/// <summary><c>commitments</c>: the transactions of storage commitment, as a running node knows them.</summary>
internal sealed class CommitmentsCommand : Command
{
    public CommitmentsCommand(ILocalNode node)
        : base("commitments", "Lists and shows what modalities asked to be committed, and has results reported again or no more.")
    {
        Subcommands.Add(new CommitmentsListCommand(node));
        Subcommands.Add(new CommitmentsShowCommand("show", "Shows a transaction and the instances that are not safe.", HttpMethod.Get, "", node));
        Subcommands.Add(new CommitmentsShowCommand("retry", "Has a transaction checked, or its result reported, now.", HttpMethod.Post, "/retry", node));
        Subcommands.Add(new CommitmentsShowCommand("cancel", "Ends a transaction: its result is reported no more.", HttpMethod.Post, "/cancel", node));
    }
}
