using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Node.Commands.Connections;
using Archive.Node.Commands.Queries;
using Archive.Node.Commands.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Dimse;

namespace Archive.Node.Commands;

/// <summary><c>find</c>: asks a peer what it has (C-FIND, PS3.4 C.4.1), and prints the answers while they come.</summary>
internal sealed class FindCommand : PeerCommand
{
    // A peer that takes longer than this for an answer is slow enough to show what it gave so far.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FindOptions _query = new();
    private readonly NegotiationOptions _negotiation = new(isQuery: true);

    public FindCommand()
        : base("find", "Finds patients, studies, series or objects at a peer (C-FIND). Prints a table, or tab-separated values when the output is no terminal.")
    {
        Arguments.Add(Peer.Target);
        _query.AddTo(this);
        _negotiation.AddTo(this);
        Peer.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var query = _query.Read(parsed);
        var connection = Peer.Read(parsed);
        var sopClass = query.Model.Find;
        await using var association = await connection.ConnectAsync(
            connection.CreateOptions(negotiations: _negotiation.Read(parsed, sopClass)).Propose(sopClass, Connection.QuerySyntaxes), cancellationToken);
        _negotiation.Report(parsed, association, sopClass, terminal);
        IAnswerPrinter printer = query.IsJson ? new JsonPrinter(terminal.Output)
            : terminal.IsOutputTerminal ? new TablePrinter(terminal, query.Columns)
            : new TsvPrinter(terminal.Output, query.Columns);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var (count, last, isPartly) = await PrintAnswersAsync(association, query, printer, cancellationToken);
            await terminal.Error.WriteLineAsync(Summarize(query, count, last, Stopwatch.GetElapsedTime(started)));
            if (isPartly)
                await terminal.Error.WriteLineAsync("The peer does not support some of the keys (FF01): it does not match them.");
            await association.ReleaseAsync(CancellationToken.None);
            if (last is { Status.Class: DimseStatusClass.Failure })
                throw new CommandException($"{connection} refused the query: {PeerErrors.Describe(last)}");
            return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
        }
        catch (Exception e) when (PeerErrors.IsExpected(e))
        {
            throw new CommandException(PeerErrors.Describe(e), e);
        }
    }

    /// <returns>
    /// How many answers there were; the last response, null when that was not waited for; and whether the peer said that it
    /// does not support all of the keys.
    /// </returns>
    private static async Task<(int Count, CFindResponse? Last, bool IsPartly)> PrintAnswersAsync(
        ScuAssociation association, FindQuery query, IAnswerPrinter printer, CancellationToken cancellationToken)
    {
        var (count, isPartly) = (0, false);
        await using var responses = association.FindAsync(query.Model.Find, query.Identifier, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (count != query.Limit)
            {
                var next = responses.MoveNextAsync().AsTask();
                if (printer.IsHolding && await Task.WhenAny(next, Task.Delay(Pause, CancellationToken.None)) != next)
                    printer.Flush();
                await next;
                var response = responses.Current.Response;
                if (!response.Status.IsPending)
                    return (count, response, isPartly);
                printer.Print(responses.Current.ReadDataSet());
                isPartly |= response.Status == DimseStatus.PendingOptionalKeysNotSupported;
                count++;
            }

            return (count, null, isPartly);
        }
        finally
        {
            printer.Complete();
        }
    }

    private static string Summarize(FindQuery query, int count, CFindResponse? last, TimeSpan elapsed)
    {
        var what = (query.Level, count) switch
        {
            (QueryLevel.Patient, 1) => "patient",
            (QueryLevel.Patient, _) => "patients",
            (QueryLevel.Study, 1) => "study",
            (QueryLevel.Study, _) => "studies",
            (QueryLevel.Series, _) => "series",
            (_, 1) => "object",
            _ => "objects",
        };
        var end = last switch
        {
            null => "; there may be more",
            { Status.Class: DimseStatusClass.Cancel } => "; canceled",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what} in {elapsed.TotalSeconds:0.00} s{end}.");
    }
}
