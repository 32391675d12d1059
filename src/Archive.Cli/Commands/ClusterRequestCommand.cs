using System.CommandLine;
using Archive.Storage.Members;

namespace Archive.Cli.Commands;

/// <summary>Writes what an operator wants of a node into the database that the nodes share; the node sees it with its next beat.</summary>
internal sealed class ClusterRequestCommand : Command
{
    private readonly Argument<string> _named = new("NODE") { Description = "Its id or its address, as cluster status shows them" };
    private readonly MemberRequest _request;
    private readonly ILocalNode _node;

    public ClusterRequestCommand(string name, string description, MemberRequest request, ILocalNode node)
        : base(name, description)
    {
        (_request, _node) = (request, node);
        TreatUnmatchedTokensAsErrors = false;
        Arguments.Add(_named);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var named = parsed.GetValue(_named)!;
            if (_node.ReadOptions(parsed.UnmatchedTokens).DataDirectory.Shared is not { } shared)
                throw new CommandException("The archive of these options is one node alone, which shares its database with no other: stop it by SIGTERM.");
            if (!await shared.RequestAsync(named, _request, cancellationToken))
                throw new CommandException($"No node '{named}' lives; archive cluster status shows those that do.");
            await Console.Error.WriteLineAsync($"{named} is asked to {Name}; it does within seconds.");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is CommandException or MembersUnavailableException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
