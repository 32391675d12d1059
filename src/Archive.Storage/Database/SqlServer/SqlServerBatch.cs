using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// Statements that the server runs as one transaction without hearing from the node in between: a node that is stopped amid it holds nobody up. Whatever fails
/// undoes all of it.
/// </summary>
internal sealed class SqlServerBatch
{
    /// <summary>A condition of statements behind <see cref="By"/>: that the member is alive.</summary>
    public const string IAmAlive = "EXISTS (SELECT 1 FROM cluster_member AS me WHERE me.id = @me AND me.state = 'alive')";

    private readonly StringBuilder _text = new("SET NOCOUNT ON;\nSET XACT_ABORT ON;\nBEGIN TRANSACTION;\n");
    private readonly List<SqlParameter> _parameters = [];
    private readonly Dictionary<SqlServerRows, string> _names = [];

    public string Text => $"{_text}COMMIT TRANSACTION;";

    public IReadOnlyList<SqlParameter> Parameters => _parameters;

    /// <summary>Waits for locks of others so long and not longer.</summary>
    public SqlServerBatch WaitingFor(TimeSpan limit) => Line(string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {limit.TotalMilliseconds}"));

    /// <summary>Whose statements they are.</summary>
    public SqlServerBatch By(long member) => With("@me", member);

    /// <summary>Gives a value to the statements behind it.</summary>
    public SqlServerBatch With(string name, object value)
    {
        _parameters.Add(SqlServerReaders.Parameter(name, value));
        return this;
    }

    public SqlServerBatch Add(string sql) => Line(sql);

    /// <summary>A statement that takes rows as <c>@rows</c>, and walks tables in the order in which it names them.</summary>
    public SqlServerBatch Add(string sql, SqlServerRows rows) => Line($"{sql.Replace("@rows", NameOf(rows), StringComparison.Ordinal)}\n{SqlServerReaders.AsWritten}");

    /// <summary>A statement that has to change as many rows as it takes.</summary>
    /// <param name="change">What it is, for the error.</param>
    public SqlServerBatch AddChecked(string sql, SqlServerRows rows, string change) => Add(sql, rows)
        .Throw($"@@ROWCOUNT <> {CountOf(rows)}", SqlServerErrors.Missing, $"{change}: what it belongs to is not in the index.");

    /// <summary>Takes a lock, which is held to the end of the transaction.</summary>
    /// <param name="limit">Null: as long as the command may last.</param>
    public SqlServerBatch TakeLock(string name, TimeSpan? limit = null)
    {
        var milliseconds = (limit?.TotalMilliseconds ?? -1).ToString(CultureInfo.InvariantCulture);
        return Line("DECLARE @locked INT")
            .Line($"EXEC @locked = sp_getapplock @Resource = N'{name}', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {milliseconds}")
            .Throw("@locked = -1", SqlServerErrors.Locked, "Others held a lock for too long.")
            .Throw("@locked < 0", SqlServerErrors.GivenUp, "Given up for another transaction.");
    }

    public SqlServerBatch Throw(string condition, int error, string message) => Line($"IF {condition} THROW {error}, N'{message}', 1");

    /// <summary>How many rows there are: in the text of a statement, which is the same for any number.</summary>
    public string CountOf(SqlServerRows rows) => $"(SELECT count(*) FROM {NameOf(rows)})";

    public SqlCommand ToCommand(SqlConnection connection)
    {
        var command = new SqlCommand(Text, connection);
        foreach (var parameter in _parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private SqlServerBatch Line(string sql)
    {
        _text.Append(sql).Append(";\n");
        return this;
    }

    private string NameOf(SqlServerRows rows)
    {
        if (_names.TryGetValue(rows, out var known))
            return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"@rows{_names.Count}");
        _names.Add(rows, name);
        _parameters.Add(rows.ToParameter(name));
        return name;
    }
}
