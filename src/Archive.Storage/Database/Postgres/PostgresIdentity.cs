using Archive.Storage.Blobs;
using Archive.Storage.Members;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Proves that the directory of volumes is the one that the nodes of this database share: the id in the table <c>archive_identity</c> lies in a
/// file beside the volumes, which the first node writes that ever starts. To be called before anything is read or written there:
/// <code>await PostgresIdentity.CheckAsync(connectionString, Path.Combine(directory, "volumes"), cancellationToken);</code>
/// </summary>
public static class PostgresIdentity
{
    private const string Begin = "INSERT INTO archive_identity (id) VALUES ($1) ON CONFLICT DO NOTHING";

    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="volumes">The directory of all volumes; made, as is the file, when no node was ever started with this database.</param>
    /// <exception cref="NotTheSharedDirectoryException">It is not the one.</exception>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task CheckAsync(string connectionString, string volumes, CancellationToken cancellationToken)
    {
        try
        {
            var once = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "archive start", Pooling = false, Timeout = 3, Enlist = false };
            await using var connection = new NpgsqlConnection(once.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using (var begin = new NpgsqlCommand(Begin, connection) { Parameters = { new() { Value = Guid.NewGuid().ToString("N") } } })
                await begin.ExecuteNonQueryAsync(cancellationToken);
            await CheckAsync(connection, new ArchiveIdFile(volumes), cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new MembersUnavailableException($"The database does not answer: {e.Message}", e);
        }
    }

    /// <summary>The row is held while the file is written: whoever starts at the same moment finds it there.</summary>
    private static async Task CheckAsync(NpgsqlConnection connection, ArchiveIdFile file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (id, isWritten) = await ReadAsync(connection, cancellationToken);
        if (!isWritten)
            await Task.Run(() => file.Write(id), cancellationToken);
        await Task.Run(() => file.Check(id), cancellationToken);
        if (isWritten)
            return;
        await using var written = new NpgsqlCommand("UPDATE archive_identity SET is_written = TRUE", connection);
        await written.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<(string Id, bool IsWritten)> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var read = new NpgsqlCommand("SELECT id, is_written FROM archive_identity FOR UPDATE", connection);
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetString(0), row.GetBoolean(1));
    }
}
