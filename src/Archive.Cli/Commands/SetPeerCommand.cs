using System.CommandLine;
using Archive.Cli.Peers;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>peers set</c>.</summary>
internal sealed class SetPeerCommand : SharedPeersCommand
{
    private readonly Argument<string> _aeTitle = new("AETITLE") { Description = "The AE title of the peer" };
    private readonly Option<string[]> _clear = new("--clear") { Description = "Take an option back, as for everybody (repeatable)", HelpName = "NAME" };
    private readonly IReadOnlyList<(PeerSetting Setting, Option Option)> _settings =
        [.. PeerSetting.All.Select(setting => (setting, OptionOf(setting)))];

    public SetPeerCommand(ILocalNode node)
        : base("set", "Adds a peer, or changes those of its options that are given.", node)
    {
        Arguments.Add(_aeTitle);
        foreach (var (_, option) in _settings)
            Options.Add(option);
        Options.Add(_clear.AcceptOnlyFromAmong([.. PeerSetting.All.Select(setting => setting.Name)]));
        Validators.Add(result =>
        {
            var cleared = result.GetValue(_clear) ?? [];
            foreach (var (setting, option) in _settings)
            {
                if (cleared.Contains(setting.Name) && result.GetResult(option) is not null)
                    result.AddError($"{option.Name} is given, and {_clear.Name} {setting.Name} takes it back.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult parsed, IPeerAdministration peers, Terminal terminal, CancellationToken cancellationToken)
    {
        var cleared = parsed.GetValue(_clear) ?? [];
        var options = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (setting, option) in _settings)
        {
            if (parsed.GetResult(option) is { } given)
                options.Add(setting.Option, string.Join(',', given.Tokens.Select(token => token.Value)));
            else if (cleared.Contains(setting.Name))
                options.Add(setting.Option, null);
        }

        return Tell(await peers.SetAsync(parsed.GetRequiredValue(_aeTitle), options, cancellationToken), terminal);
    }

    private static Option OptionOf(PeerSetting setting) => setting.IsList
        ? new Option<string[]>($"--{setting.Name}") { Description = $"{setting.Description} (repeatable, or with commas)", HelpName = setting.Value }
        : new Option<string>($"--{setting.Name}") { Description = setting.Description, HelpName = setting.Value };
}
