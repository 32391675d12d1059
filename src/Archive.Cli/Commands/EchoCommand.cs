using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Connections;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;

namespace Archive.Cli.Commands;

/// <summary><c>echo</c>: asks a peer whether it is there (C-ECHO, PS3.4 A.4).</summary>
internal sealed class EchoCommand : PeerCommand
{
    public EchoCommand(ILocalNode node)
        : base("echo", "Asks a peer whether it answers (C-ECHO), and says who it is.", node)
    {
        Arguments.Add(Peer.Target);
        Peer.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var connection = await Peer.ReadAsync(parsed, cancellationToken);
        await using var association = await connection.ConnectAsync(
            connection.CreateOptions().Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian), cancellationToken);
        try
        {
            // The first one pays for what this process does for the first time; the second one is the peer's.
            await association.EchoAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var response = await association.EchoAsync(cancellationToken);
            var answered = Stopwatch.GetElapsedTime(started);
            await Connection.ReleaseAsync(association, cancellationToken);
            if (!response.Status.IsSuccess)
                throw new CommandException($"{connection} answered {PeerErrors.Describe(response)}.");
            var peer = association.Negotiated.PeerInformation;
            await terminal.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{connection} answers in {answered.TotalMilliseconds:0.0} ms; it is {peer.ImplementationVersionName ?? "no version name"} ({peer.ImplementationClassUid}), PDUs of up to {peer.MaximumLength ?? 0:#,0} bytes."));
            return ExitCode.Success;
        }
        catch (Exception e) when (PeerErrors.IsExpected(e))
        {
            throw new CommandException(PeerErrors.Describe(e), e);
        }
    }
}
