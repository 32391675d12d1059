using System.Data.Common;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Database;

/// <summary>Reads on a database server.</summary>
internal interface IServerReader : ISqlReader
{
    /// <summary>Runs statements that see the database as it is at one moment, and hands over their rows.</summary>
    /// <param name="create">Makes what reads them: anew when they are run again.</param>
    ValueTask<T> ReadSnapshotAsync<T>(Func<T> create, Func<T, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)>> statements, CancellationToken cancellationToken);
}
