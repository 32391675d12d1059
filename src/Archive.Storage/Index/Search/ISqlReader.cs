using System.Data.Common;

namespace Archive.Storage.Index.Search;

/// <summary>Runs statements that read, each on a connection of its own choice. May be called from any thread.</summary>
internal interface ISqlReader
{
    /// <summary>All rows of a statement. Cancelling ends a statement that is running.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="StorageFailedException">The database cannot be read.</exception>
    ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs reads that follow one another. Where each of them would go to another thread and come back, all of them do so once.
    /// What the delegate returns is awaited only then: it may do nothing else that waits.
    /// </summary>
    ValueTask<T> TogetherAsync<T>(Func<ValueTask<T>> reads, CancellationToken cancellationToken) => reads();
}
