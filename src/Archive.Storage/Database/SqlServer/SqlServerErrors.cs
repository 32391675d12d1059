using System.Net.Sockets;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>Tells what an error of SQL Server means to the archive (https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors).</summary>
internal sealed class SqlServerErrors : IServerErrors
{
    /// <summary>The archive's own, thrown by its statements: this node may commit nothing any more.</summary>
    public const int Fenced = 50001;

    /// <summary>The archive's own: another transaction was faster.</summary>
    public const int GivenUp = 50002;

    /// <summary>The archive's own: what a change belongs to is not in the index.</summary>
    public const int Missing = 50003;

    /// <summary>The archive's own: others held a lock for too long.</summary>
    public const int Locked = 50004;

    private const int Timeout = -2;
    private const int Deadlock = 1205;
    private const int SnapshotConflict = 3960;
    private const int LoginFailed = 18456;
    private const int NoSuchDatabase = 4060;

    /// <summary>Errors of this severity and above end the connection.</summary>
    private const byte FatalClass = 20;

    private SqlServerErrors()
    {
    }

    public static bool IsOfDatabase(Exception exception) => exception is SqlException or SocketException or TimeoutException;

    /// <summary>A key is there twice, a reference or a condition is not met, a value is missing, too long or no number; or <see cref="Missing"/>.</summary>
    public static bool IsMisfit(Exception exception) => NumberOf(exception) is 2601 or 2627 or 547 or 515 or 2628 or 8152 or 8114 or 8115 or 245 or 1946 or 511 or Missing;

    public static bool IsGivenUp(Exception exception) => NumberOf(exception) is Deadlock or SnapshotConflict or GivenUp;

    public static bool IsLostConnection(Exception exception) => exception is SqlException { Class: >= FatalClass, Number: not (Timeout or LoginFailed or NoSuchDatabase) };

    public static bool IsFenced(Exception exception) => NumberOf(exception) == Fenced;

    /// <summary>A table that is not there.</summary>
    public static bool IsUnknownObject(Exception exception) => NumberOf(exception) == 208;

    /// <summary>Waiting will not help: the server is there and lets nobody in who comes like this.</summary>
    public static bool IsRefusal(Exception exception) => NumberOf(exception) is LoginFailed or NoSuchDatabase;

    /// <summary>The statement itself is wrong here, however often it is sent: by its syntax, names or rights.</summary>
    public static bool IsWrongStatement(Exception exception) => NumberOf(exception) is 102 or 156 or 207 or 208 or 229 or 230 or 262 or 297 or 300 or 2714 or 2812 || IsMisfit(exception);

    /// <summary>Full: the files of the database, its log, or the disk under them.</summary>
    public static Exception ToException(Exception exception) => NumberOf(exception) is 1101 or 1105 or 9002
        ? new StorageFullException($"SQL Server: {exception.Message}", exception)
        : new StorageUnavailableException($"The database does not answer: {exception.Message}", exception);

    private static int? NumberOf(Exception exception) => (exception as SqlException)?.Number;
}
