using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Transactions as they are stored, with their lists and failures. May be called from any thread.</summary>
public sealed class CommitmentStore(IFactIndex index, WorkflowDocuments documents, FactProtocol<CommitmentState> protocol)
{
    private const int PageSize = 1000;

    /// <summary>Null when there is none.</summary>
    public async ValueTask<CommitmentState?> FindAsync(string id, CancellationToken cancellationToken) =>
        await index.FindAsync(FactKind.Commitment, id, cancellationToken) is { } fact ? protocol.Read(fact) : null;

    /// <summary>A walk through those for which something is to be done.</summary>
    internal DueWalk CreateDueWalk(int pageSize) => new(index, FactKind.Commitment, pageSize);

    /// <summary>The next ones for which something is to be done now, the longest due first.</summary>
    internal async Task<IReadOnlyList<CommitmentState>> NextDueAsync(DueWalk walk, DateTimeOffset until, CancellationToken cancellationToken) =>
        [.. (await walk.NextAsync(until, cancellationToken)).Select(protocol.Read)];

    /// <summary>What waits to be told to a peer, due or not.</summary>
    public IAsyncEnumerable<CommitmentState> DecidedAsync(AeTitle aeTitle, CancellationToken cancellationToken)
    {
        FactCondition[] conditions =
        [
            new IsOneOf(Tags.SourceApplicationEntityTitle.Value, aeTitle.Value),
            new IsOneOf(CommitmentState.PhaseAttribute, nameof(CommitmentPhase.Decided), nameof(CommitmentPhase.Reporting)),
        ];
        return index.QueryAsync(new FactQuery(FactKind.Commitment, IsOpen: true, conditions), null, cancellationToken).Select(protocol.Read);
    }

    /// <summary>What fits, with the row that a list goes on after.</summary>
    public IAsyncEnumerable<(long Row, CommitmentState State)> QueryAsync(FactQuery query, long? afterRow, CancellationToken cancellationToken) =>
        index.QueryAsync(query, afterRow, cancellationToken).Select(fact => (fact.Row, protocol.Read(fact)));

    /// <summary>The stored list of a transaction.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadListAsync(CommitmentState transaction, CancellationToken cancellationToken) =>
        await ReadAsync(transaction.ListDocument, cancellationToken);

    /// <summary>The references of a transaction in their order.</summary>
    public async Task<IEnumerable<CommitmentReference>> ReadReferencesAsync(CommitmentState transaction, CancellationToken cancellationToken) =>
        CommitmentList.ReadPages(await ReadListAsync(transaction, cancellationToken), PageSize).SelectMany(page => page);

    /// <summary>The failures of a result in the order of the list; none when there is no result.</summary>
    public async Task<IEnumerable<CommitmentFailure>> ReadFailuresAsync(CommitmentState transaction, CancellationToken cancellationToken) =>
        transaction.Result?.FailureDocument is { } document
            ? CommitmentFailures.Read(await ReadAsync(document, cancellationToken))
            : transaction.Result?.Failures ?? [];

    /// <summary>Stores a list; when it returns, that is on stable storage.</summary>
    public async Task AddListAsync(CommitmentList list, CancellationToken cancellationToken) => await documents.AddAsync(list.Document, list.Content, cancellationToken);

    /// <summary>Makes of failures a result, of which the long part is on stable storage then.</summary>
    public async Task<CommitmentResult> CreateResultAsync(int count, IReadOnlyList<CommitmentFailure> failures, CancellationToken cancellationToken)
    {
        if (failures.Count <= CommitmentResult.MostInline)
            return new CommitmentResult(count - failures.Count, failures.Count, failures, null);
        var (document, content) = CommitmentFailures.Pack(failures);
        await documents.AddAsync(document, content, cancellationToken);
        return new CommitmentResult(count - failures.Count, failures.Count, null, document);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string document, CancellationToken cancellationToken) =>
        await documents.ReadAsync(document, cancellationToken) ?? throw new InvalidDataException($"Document {document} is not there.");
}
