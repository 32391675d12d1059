using System.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Members;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>Proves that the directory of volumes is the one that the nodes of this database share, as on PostgreSQL.</summary>
internal static class SqlServerIdentity
{
    // Where there is one, none is added.
    internal const string Begin = "INSERT INTO archive_identity (id) VALUES (@id)";

    internal const string Hold = "SELECT id, is_written FROM archive_identity WITH (UPDLOCK, HOLDLOCK)";

    internal const string SetWritten = "UPDATE archive_identity SET is_written = 1";

    /// <param name="volumes">The directory of all volumes; made, as is the file, when no node was ever started with this database.</param>
    /// <exception cref="NotTheSharedDirectoryException">It is not the one.</exception>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task CheckAsync(string connectionString, string volumes, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqlConnection(SqlServerDatabase.With(connectionString, "archive start", own => own.Pooling = false));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var begin = new SqlCommand(Begin, connection);
            begin.Parameters.Add(new SqlParameter("@id", SqlDbType.VarChar, 32) { Value = Guid.NewGuid().ToString("N") });
            await begin.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            await CheckAsync(connection, new ArchiveIdFile(volumes), cancellationToken).ConfigureAwait(false);
        }
        catch (SqlException e)
        {
            throw new MembersUnavailableException($"The database does not answer: {e.Message}", e);
        }
    }

    /// <summary>The row is held while the file is written: whoever starts at the same moment finds it there.</summary>
    private static async Task CheckAsync(SqlConnection connection, ArchiveIdFile file, CancellationToken cancellationToken)
    {
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var (id, isWritten) = await ReadAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        if (!isWritten)
            await Task.Run(() => file.Write(id), cancellationToken).ConfigureAwait(false);
        await Task.Run(() => file.Check(id), cancellationToken).ConfigureAwait(false);
        if (isWritten)
            return;
        await using var written = new SqlCommand(SetWritten, connection, transaction);
        await written.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(string Id, bool IsWritten)> ReadAsync(SqlConnection connection, SqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var read = new SqlCommand(Hold, connection, transaction);
        await using var row = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (row.GetString(0), row.GetBoolean(1));
    }
}
