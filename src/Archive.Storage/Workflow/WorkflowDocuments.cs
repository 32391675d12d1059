using Archive.Storage.Journal;

namespace Archive.Storage.Workflow;

/// <summary>Documents: written once, under an id that nobody else has, before the command that names it. May be used from any thread.</summary>
public sealed class WorkflowDocuments(IJournal journal, IFactIndex facts)
{
    /// <summary>When it returns, the content is on stable storage, and will be read by every node.</summary>
    /// <param name="content">As it is to be kept: whoever writes it compresses it.</param>
    /// <returns>False when there is a document of that id already; that one stays.</returns>
    /// <exception cref="StorageFullException">No space is left; nothing was written.</exception>
    public async ValueTask<bool> AddAsync(string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var added = new JournalEvent("DocumentAdded", 1, "{}"u8.ToArray());
        var append = new JournalAppend(WorkflowEntity.OfDocument(id), 0, Guid.NewGuid(), 0, [added], [new AddDocument(id, content)]);
        return (await journal.AppendAsync(append, cancellationToken).ConfigureAwait(false)).IsCommitted;
    }

    /// <inheritdoc cref="IFactIndex.ReadDocumentAsync"/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string id, CancellationToken cancellationToken = default) => facts.ReadDocumentAsync(id, cancellationToken);
}
