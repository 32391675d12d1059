using System.CommandLine;
using System.Diagnostics;
using Archive.Cli.Connections;
using Archive.Cli.Queries;
using Archive.Cli.Receiving;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Cli.Commands;

/// <summary>What <c>get</c> and <c>move</c> have in common: keys, progress by the peer's counters, and how it ended.</summary>
internal abstract class RetrieveCommand : PeerCommand
{
    private readonly RetrieveKeyOptions _query = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    protected RetrieveCommand(string name, string description, ILocalNode node)
        : base(name, description, node)
    {
        Arguments.Add(Peer.Target);
        _query.AddTo(this);
        Options.Add(_json);
        Negotiation.AddTo(this);
        Peer.AddTo(this);
    }

    protected NegotiationOptions Negotiation { get; } = new(isQuery: false);

    protected RetrieveArguments ReadQuery(ParseResult parsed) => _query.Read(parsed);

    protected bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Shows the progress until the last response, or until the association is lost.</summary>
    /// <param name="folder">Where the objects come; null when they go elsewhere.</param>
    /// <exception cref="CommandException">Nothing at all was done: the association was lost, or the peer refused.</exception>
    protected static async Task<RetrieveOutcome> FollowAsync<TResponse>(
        ScuAssociation association, IAsyncEnumerable<DimseMessage<TResponse>> responses, RetrieveCounters counters, ObjectFolder? folder, Terminal terminal,
        CancellationToken cancellationToken)
        where TResponse : RetrieveResponse
    {
        var started = Stopwatch.GetTimestamp();
        DimseMessage<TResponse>? last = null;
        string? lost = null;
        using var patience = new Patience(cancellationToken);
        await using var givingUp = patience.Token.Register(() => _ = association.AbortAsync().AsTask());
        try
        {
            await using (new ProgressLine(terminal, counters.ToString))
            {
                await foreach (var message in responses)
                {
                    counters.Take(message.Response);
                    last = message;
                }
            }
        }
        catch (Exception e) when (PeerErrors.IsExpected(e))
        {
            lost = PeerErrors.Describe(e);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        if (lost is null)
            await Connection.ReleaseAsync(association, patience.Token);
        var outcome = new RetrieveOutcome(
            last?.Response,
            counters,
            folder?.Files ?? counters.Completed + counters.Warning,
            Math.Max(folder?.Refused ?? 0, counters.Failed),
            ReadFailed(last),
            elapsed,
            lost,
            IsInterrupted: lost is not null && cancellationToken.IsCancellationRequested);
        return outcome.Refusal is { } refusal ? throw new CommandException(refusal) : outcome;
    }

    private static IReadOnlyList<string> ReadFailed<TResponse>(DimseMessage<TResponse>? last)
        where TResponse : RetrieveResponse
    {
        try
        {
            return last is null || last.DataSet.IsEmpty ? [] : last.ReadDataSet().GetStrings(Tags.FailedSOPInstanceUIDList);
        }
        catch (DicomFormatException)
        {
            return []; // The list is for people; what counts is in the counters.
        }
    }
}
