using System.Net.Sockets;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>Tells what an error of PostgreSQL means to the archive (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal sealed class PostgresErrors : IServerErrors
{
    private PostgresErrors()
    {
    }

    public static bool IsOfDatabase(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException;

    public static bool IsMisfit(Exception exception) => exception is PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] };

    public static bool IsGivenUp(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    public static bool IsLostConnection(Exception exception) => exception is NpgsqlException { IsTransient: true, InnerException: not TimeoutException };

    /// <summary>Waiting will not help: the server is there and lets nobody in who comes like this.</summary>
    public static bool IsRefusal(Exception exception) => exception is PostgresException
    {
        SqlState: ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName
    };

    /// <summary>The statement itself is wrong here, however often it is sent.</summary>
    public static bool IsWrongStatement(Exception exception) => exception is PostgresException { SqlState: ['4', '2', ..] or ['0', 'A', ..] } || IsMisfit(exception);

    public static Exception ToException(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        ? new StorageFullException($"PostgreSQL: {exception.Message}", exception)
        : new StorageUnavailableException($"The database does not answer: {exception.Message}", exception);
}
