using Archive.Storage.Health;

namespace Archive.Storage.Database;

/// <summary>A database on a server, opened: what nodes share in it is read on a bounded number of connections, and each journal writes on one of its own.</summary>
public abstract class ServerDatabase : IAsyncDisposable
{
    private protected ServerDatabase(ArchiveHealth health) => Health = health;

    internal ArchiveHealth Health { get; }

    internal abstract IServerReader Readers { get; }

    /// <summary>Closes every connection. Journal and index must have been closed before.</summary>
    public abstract ValueTask DisposeAsync();

    /// <param name="member">The row of the run of this node; null: there is none.</param>
    internal abstract SqlJournal OpenJournal(long? member = null);

    internal abstract ServerIndex OpenIndex();

    internal abstract SqlFactIndex OpenFacts();
}
