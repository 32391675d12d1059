using System.CommandLine;
using System.Diagnostics;
using Archive.Node.Commands.Connections;
using Archive.Node.Commands.Queries;
using Archive.Node.Commands.Receiving;
using Archive.Node.Commands.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Node.Commands;

/// <summary>What <c>get</c> and <c>move</c> have in common: keys, progress by the peer's counters, and how it ended.</summary>
internal abstract class RetrieveCommand : PeerCommand
{
    private readonly RetrieveOptions _query = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    protected RetrieveCommand(string name, string description)
        : base(name, description)
    {
        Arguments.Add(Peer.Target);
        _query.AddTo(this);
        Options.Add(_json);
        Negotiation.AddTo(this);
        Peer.AddTo(this);
    }

    protected NegotiationOptions Negotiation { get; } = new(isQuery: false);

    protected RetrieveQuery ReadQuery(ParseResult parsed) => _query.Read(parsed);

    protected bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Shows the progress until the last response.</summary>
    /// <exception cref="CommandException">The association was lost, or the peer refused all of it.</exception>
    protected static async Task<RetrieveOutcome> FollowAsync<TResponse>(
        ScuAssociation association, IAsyncEnumerable<DimseMessage<TResponse>> responses, RetrieveCounters counters, Terminal terminal)
        where TResponse : RetrieveResponse
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            DimseMessage<TResponse>? last = null;
            await using (new ProgressLine(terminal, counters.ToString))
            {
                await foreach (var message in responses)
                {
                    counters.Take(message.Response);
                    last = message;
                }
            }

            var failed = last!.DataSet.IsEmpty ? [] : last.ReadDataSet().GetStrings(Tags.FailedSOPInstanceUIDList);
            var outcome = new RetrieveOutcome(last.Response, counters, failed, Stopwatch.GetElapsedTime(started));
            await association.ReleaseAsync();
            return outcome.IsRefused ? throw new CommandException($"The peer refused: {PeerErrors.Describe(last.Response)}") : outcome;
        }
        catch (Exception e) when (PeerErrors.IsExpected(e))
        {
            throw new CommandException(PeerErrors.Describe(e), e);
        }
    }
}
