using System.CommandLine;
using System.CommandLine.Parsing;
using Archive.Protocol.Connections;
using Archive.Protocol.Pdu;
using Archive.Storage.Peers;

namespace Archive.Cli.Connections;

/// <summary>The options by which a command is told whom to call, as whom, and how long to wait.</summary>
internal sealed class ConnectionOptions(ILocalNode node)
{
    private const string DefaultTitle = "ARCHIVE";
    private const string DefaultCallingTitle = "ARCHIVE-CLI";

    private readonly Option<string> _called = new("--called") { Description = $"AE title of the peer [default: the one before the @, else {DefaultTitle}]", HelpName = "AE" };
    private readonly Option<string> _calling = new("--calling")
    {
        Description = $"AE title to call as [default: that of the archive for one of its peers, else Archive:Dicom:CallingAeTitle, else {DefaultCallingTitle}]",
        HelpName = "AE",
    };

    private readonly Option<double> _connectTimeout = Seconds("--connect-timeout", "Seconds to wait for the connection", 10);
    private readonly Option<double> _timeout = Seconds("--timeout", "Seconds to wait for each answer", 60);
    private readonly SecurityOptions _security = new();

    /// <summary>Whom to call; the local node when it is left out.</summary>
    public Argument<Target?> Target { get; } = new("TARGET")
    {
        Description = "The peer: HOST, HOST:PORT or AE@HOST:PORT. Left out, it is the node on this machine, as its options say",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseTarget,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _called, _calling, _connectTimeout, _timeout })
            command.Options.Add(option);
        _security.AddTo(command);
    }

    /// <exception cref="CommandException">A value cannot be used; it may be one of the options of the local node, which say where that is and as whom to call.</exception>
    public Task<Connection> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        ReadAsync(parsed, parsed.GetValue(Target), cancellationToken);

    /// <inheritdoc cref="ReadAsync(ParseResult, CancellationToken)"/>
    public async Task<Connection> ReadAsync(ParseResult parsed, Target? target, CancellationToken cancellationToken)
    {
        var calling = parsed.GetValue(_calling) is { } given ? ParseTitle(given, _calling.Name) : default;
        var options = target is null || calling.IsEmpty ? node.ReadOptions([]) : null;
        target ??= LocalNode(options!);
        var called = parsed.GetValue(_called) is { } text ? ParseTitle(text, _called.Name) : target.AeTitle;
        if (calling.IsEmpty)
            calling = await FindCallingTitleAsync(options!, called, target, cancellationToken) ?? new AeTitle(DefaultCallingTitle);
        return new Connection(target, called.IsEmpty ? new AeTitle(DefaultTitle) : called, calling)
        {
            ConnectTimeout = TimeSpan.FromSeconds(parsed.GetValue(_connectTimeout)),
            ResponseTimeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            Tls = _security.Read(parsed),
        };
    }

    public static Target? ParseTarget(ArgumentResult result)
    {
        if (result.Tokens is not [var token])
            return null;
        if (!Connections.Target.TryParse(token.Value, out var target))
            result.AddError($"'{token.Value}' is no peer: give HOST, HOST:PORT or AE@HOST:PORT.");
        return target;
    }

    /// <exception cref="CommandException">The text is no AE title.</exception>
    public static AeTitle ParseTitle(string text, string option) => AeTitle.TryParse(text, out var title)
        ? title
        : throw new CommandException($"{option} '{text}' is no AE title: 1 to 16 printable characters without backslash.");

    private static async ValueTask<AeTitle?> FindCallingTitleAsync(
        INodeOptions options, AeTitle called, Target target, CancellationToken cancellationToken)
    {
        try
        {
            return await options.FindCallingTitleAsync(called, target.Host, target.Port, cancellationToken);
        }
        catch (PeersUnavailableException e)
        {
            throw new CommandException($"{e.Message} As whom to call stands there: say it by --calling.", e);
        }
    }

    private static Target LocalNode(INodeOptions options)
    {
        var (address, port) = (options.DicomEndPoint.Address, options.DicomEndPoint.Port);
        return port > 0
            ? new Target(options.AeTitle, LocalAddress.ToCall(address).ToString(), port)
            : throw new CommandException("The options of the local node give it any free port: name the peer as HOST:PORT.");
    }

    private static Option<double> Seconds(string name, string description, double seconds)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "SECONDS", DefaultValueFactory = _ => seconds };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(result.GetValueOrDefault<double>() is > 0 and <= 86400))
                result.AddError($"{name} takes more than 0 and at most 86400 seconds.");
        });
        return option;
    }
}
