using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using LogLevel = Akka.Event.LogLevel;

namespace Archive.Actors.Cluster;

/// <summary>
/// What Akka says, in the host's log: a line each, with the part of Akka that says it. Of what happened to a connection between nodes the
/// message is enough, without the names of exceptions that it quotes; any other fault comes with its exception.
/// </summary>
internal sealed partial class HostLog : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private const string Remoting = "/endpointManager";
    private const string Connecting = "TcpClientHandler";

    private readonly ILogger _logger = Context.System.Settings.Setup.Get<LoggerFactorySetup>().Value.LoggerFactory.CreateLogger("Akka");

    public HostLog()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private void Write(LogEvent said)
    {
        var message = said.Message?.ToString() ?? string.Empty;
        var line = message.AsSpan(0, message.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : message.Length).ToString();
        var part = PartOf(said.LogSource);
        if (part == Connecting && line.StartsWith("TLS handshake failed", StringComparison.Ordinal))
            return; // of a handshake that this node began remoting says at which address it failed, and why
        var isOfConnection = said.LogSource.Contains(Remoting, StringComparison.Ordinal);
        Log.AkkaSaid(_logger, LevelOf(said.LogLevel()), part, isOfConnection ? WithoutTypes(line) : line, isOfConnection ? null : said.Cause);
    }

    /// <summary>A quoted exception goes on in further lines, where its bracket closes.</summary>
    private static string WithoutTypes(string line)
    {
        var plain = ExceptionName().Replace(line, string.Empty);
        return plain.LastIndexOf('[') > plain.LastIndexOf(']') ? plain + "]" : plain;
    }

    [GeneratedRegex(@"(?:\w+\.)+\w*Exception: ")]
    private static partial Regex ExceptionName();

    /// <summary>The last name of an actor's path, without what says where it is.</summary>
    private static string PartOf(string source)
    {
        var name = source.AsSpan();
        if (name.IndexOf(" (", StringComparison.Ordinal) is > 0 and var address)
            name = name[..address];
        return name[(name.LastIndexOf('/') + 1)..].ToString();
    }

    private static Microsoft.Extensions.Logging.LogLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => Microsoft.Extensions.Logging.LogLevel.Error,
        LogLevel.WarningLevel => Microsoft.Extensions.Logging.LogLevel.Warning,
        LogLevel.InfoLevel => Microsoft.Extensions.Logging.LogLevel.Information,
        _ => Microsoft.Extensions.Logging.LogLevel.Debug,
    };
}
