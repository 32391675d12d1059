using System.CommandLine;
using Archive.Cli.Peers;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>peers remove</c>.</summary>
internal sealed class RemovePeerCommand : SharedPeersCommand
{
    private readonly Argument<string> _aeTitle = new("AETITLE") { Description = "The AE title of the peer" };

    public RemovePeerCommand(ILocalNode node)
        : base("remove", "Removes a peer. Associations under way go on.", node) => Arguments.Add(_aeTitle);

    protected override async Task<int> RunAsync(
        ParseResult parsed, IPeerAdministration peers, Terminal terminal, CancellationToken cancellationToken) =>
        Tell(await peers.RemoveAsync(parsed.GetRequiredValue(_aeTitle), cancellationToken), terminal);
}
