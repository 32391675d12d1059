using Archive.Cli.Connections;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Sending;

/// <summary>
/// The peer to which files are sent. Proposed is what files wait for, then what others of the queue need, as much as an association can have.
/// </summary>
internal sealed class SendPeer(Connection connection, FileQueue queue) : ITransferPeer
{
    private const int MaxInvoked = 16;

    // A peer may be started again, a network may fail for a while.
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    private volatile bool _hasConnected;

    public async Task<ITransferAssociation> ConnectAsync(IReadOnlyCollection<TransferNeed> waiting, bool isFirst, CancellationToken cancellationToken)
    {
        var proposal = new TransferProposal();
        foreach (var need in waiting.Concat(queue.Needs).Distinct())
        {
            if (!proposal.TryAdd(need.SopClass, [[need.TransferSyntax]], [need]))
                break;
        }

        try
        {
            var association = await connection.ConnectAsync(proposal.ProposeTo(connection.CreateOptions(new AsyncOperationsWindow(MaxInvoked, 1))), cancellationToken);
            _hasConnected = true;
            return new ScuTransferAssociation(association, proposal, MaxInvoked);
        }
        catch (CommandException none)
        {
            throw new NoAssociationException(none.Message, none);
        }
    }

    /// <summary>Where there never was an association, there is nothing to wait for.</summary>
    public TimeSpan? AfterFailure(Exception failure, int failures) => failures switch
    {
        0 => TimeSpan.Zero,
        _ when !_hasConnected || failures > RetryDelays.Length => null,
        _ => RetryDelays[failures - 1],
    };
}
