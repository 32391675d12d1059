using System.CommandLine;
using Archive.Cli.Peers;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>peers import</c>.</summary>
internal sealed class ImportPeersCommand : SharedPeersCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "appsettings.json with Archive:Peers, or a list as there" };

    public ImportPeersCommand(ILocalNode node)
        : base("import", "Makes the peers of a file what they are there, all or none. Others are left alone.", node) => Arguments.Add(_file);

    protected override async Task<int> RunAsync(
        ParseResult parsed, IPeerAdministration peers, Terminal terminal, CancellationToken cancellationToken) =>
        Tell(await peers.ImportAsync(parsed.GetRequiredValue(_file), cancellationToken), terminal);
}
