using System.Net.Sockets;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>Tells what an error of PostgreSQL means to the archive (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    /// <summary>The server or the way to it fails, or it refused a statement.</summary>
    public static bool IsOfDatabase(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException;

    /// <summary>What was written does not fit what is there, or is nothing that the database can hold.</summary>
    public static bool IsMisfit(Exception exception) => exception is PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] };

    /// <summary>The transaction was given up for another one, and can be repeated as it is.</summary>
    public static bool IsGivenUp(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Waiting will not help: the server is there and lets nobody in who comes like this.</summary>
    public static bool IsRefusal(Exception exception) => exception is PostgresException
    {
        SqlState: ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName
    };

    /// <summary>The statement itself is wrong here, however often it is sent.</summary>
    public static bool IsWrongStatement(Exception exception) => exception is PostgresException { SqlState: ['4', '2', ..] or ['0', 'A', ..] } || IsMisfit(exception);

    /// <summary>What a failed transaction is to the one who wanted it, when what was to be written is not the reason.</summary>
    public static Exception ToException(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        ? new StorageFullException($"PostgreSQL: {exception.Message}", exception)
        : new StorageUnavailableException($"The database does not answer: {exception.Message}", exception);
}
