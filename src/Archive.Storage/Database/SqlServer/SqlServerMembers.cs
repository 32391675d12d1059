using Archive.Storage.Members;

namespace Archive.Storage.Database.SqlServer;

/// <summary>A run of a node in the tables <c>cluster_member</c>, <c>cluster_heartbeat</c> and <c>cluster_lease</c>.</summary>
public sealed class SqlServerMembers : ServerMembers
{
    /// <summary>Held by whatever decides who is a member: they do it one after the other.</summary>
    private const string Decisions = "archive members";

    private const string Now = "DATEDIFF_BIG(MILLISECOND, '1970-01-01', SYSUTCDATETIME())";

    private const string Changed = "SELECT @@ROWCOUNT";

    private readonly SqlServerBatches _database;

    private SqlServerMembers(SqlServerBatches database, string address, long id)
        : base(address, id) => _database = database;

    /// <summary>
    /// Enters a run of a node. A run before it at the same address is fenced; rows of runs that ended more than a day ago, and whose volumes
    /// somebody has taken over, are forgotten.
    /// </summary>
    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="address"><c>host:port</c> where other nodes reach it.</param>
    /// <param name="version">Of the program.</param>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<SqlServerMembers> RegisterAsync(string connectionString, string address, string version, CancellationToken cancellationToken)
    {
        var database = new SqlServerBatches(connectionString, "archive members");
        try
        {
            var ids = await database.RunAsync(Registration(address, version), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            return new SqlServerMembers(database, address, ids[0]);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks a node for something; it sees that with its next beat.</summary>
    /// <param name="node">Its id, or its address.</param>
    /// <returns>False: no such node lives.</returns>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<bool> RequestAsync(string connectionString, string node, MemberRequest request, CancellationToken cancellationToken)
    {
        await using var database = new SqlServerBatches(connectionString, "archive members");
        return await database.HasChangedAsync(Requesting(node, request), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<bool> FenceAsync(long id, CancellationToken cancellationToken) => _database.HasChangedAsync(Fencing(Id, id), cancellationToken);

    /// <inheritdoc/>
    public override Task<bool> TryFoundAsync(CancellationToken cancellationToken) => _database.HasChangedAsync(Founding(Id), cancellationToken);

    /// <inheritdoc/>
    public override Task SetFormedAsync(CancellationToken cancellationToken) => _database.HasChangedAsync(Forming(Id), cancellationToken);

    /// <inheritdoc/>
    public override Task LeaveAsync(CancellationToken cancellationToken) => _database.HasChangedAsync(Leaving(Id), cancellationToken);

    /// <inheritdoc/>
    public override Task<bool> TryLeaseAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        _database.HasChangedAsync(Leasing(Id, name, owner, duration), cancellationToken);

    /// <inheritdoc/>
    public override Task ReleaseLeaseAsync(string name, string owner, CancellationToken cancellationToken) =>
        _database.HasChangedAsync(ReleasingLease(name, owner), cancellationToken);

    /// <inheritdoc/>
    public override async Task<string?> FindLeaseOwnerAsync(string name, CancellationToken cancellationToken) =>
        await _database.RunAsync(FindingLeaseOwner(name), row => row.GetString(0), cancellationToken).ConfigureAwait(false) is [var owner] ? owner : null;

    internal static SqlServerBatch Registration(string address, string version) => SqlServerBatches.BeginAlone(Decisions)
        .With("@address", address).With("@version", version)
        .Add($"""
            DELETE FROM cluster_member WHERE state <> 'alive' AND ended_at < {Now} - 24 * 60 * 60 * 1000
                AND NOT EXISTS (SELECT 1 FROM volume_set WHERE owner = cluster_member.id)
            """)
        .Add($"UPDATE cluster_member SET state = 'fenced', ended_at = {Now} WHERE address = @address AND state = 'alive'")
        .Add($"INSERT INTO cluster_member (address, version, started_at) VALUES (@address, @version, {Now})")
        .Add("DECLARE @me BIGINT = CAST(SCOPE_IDENTITY() AS BIGINT)")
        .Add("INSERT INTO cluster_heartbeat (member_id, beat) VALUES (@me, 0)")
        .Add("SELECT @me");

    internal static SqlServerBatch Beat(long me, MemberCondition condition) => SqlServerBatches.Begin().By(me)
        .With("@lag", condition.LagMs ?? -1).With("@reason", condition.NotReadyReason ?? "")
        .Add($"""
            UPDATE cluster_heartbeat SET beat = beat + 1, lag_ms = NULLIF(@lag, -1), not_ready_reason = NULLIF(@reason, '')
            WHERE member_id = @me AND {SqlServerBatch.IAmAlive}
            """)
        .Add("""
            SELECT id, address, is_formed, version, started_at, beat, request, lag_ms, not_ready_reason FROM cluster_member JOIN cluster_heartbeat ON member_id = id
            WHERE state = 'alive' ORDER BY id
            """);

    internal static SqlServerBatch Requesting(string node, MemberRequest request) => SqlServerBatches.Begin()
        .With("@node", node).With("@request", request == MemberRequest.Drain ? "drain" : "leave")
        .Add("UPDATE cluster_member SET request = @request WHERE state = 'alive' AND (address = @node OR CAST(id AS VARCHAR(20)) = @node)").Add(Changed);

    internal static SqlServerBatch Fencing(long me, long other) => SqlServerBatches.BeginAlone(Decisions).By(me).With("@other", other)
        .Add($"UPDATE cluster_member SET state = 'fenced', ended_at = {Now} WHERE id = @other AND state = 'alive' AND {SqlServerBatch.IAmAlive}").Add(Changed);

    internal static SqlServerBatch Founding(long me) => SqlServerBatches.BeginAlone(Decisions).By(me)
        .Add("""
            UPDATE cluster_member SET is_formed = 1 WHERE id = @me AND state = 'alive'
                AND NOT EXISTS (SELECT 1 FROM cluster_member AS other WHERE other.state = 'alive' AND (other.id < @me OR (other.is_formed = 1 AND other.id <> @me)))
            """)
        .Add(Changed);

    internal static SqlServerBatch Forming(long me) => SqlServerBatches.Begin().By(me)
        .Add("UPDATE cluster_member SET is_formed = 1 WHERE id = @me AND state = 'alive'").Add(Changed);

    internal static SqlServerBatch Leaving(long me) => SqlServerBatches.Begin().By(me)
        .Add($"UPDATE cluster_member SET state = 'left', ended_at = {Now} WHERE id = @me AND state = 'alive'")
        .Add("""
            UPDATE volume_set SET owner = NULL WHERE owner = @me AND is_adopted = 0 AND EXISTS (SELECT 1 FROM cluster_member WHERE id = @me AND state = 'left')
            """)
        .Add(Changed);

    // Who comes second with a new lease adds no row.
    internal static SqlServerBatch Leasing(long me, string name, string owner, TimeSpan duration) => Lease(SqlServerBatches.Begin().By(me), name, owner)
        .With("@milliseconds", (int)duration.TotalMilliseconds)
        .Add("DECLARE @now DATETIME2 = SYSUTCDATETIME(), @changed INT")
        .Add("DECLARE @until DATETIME2 = DATEADD(MILLISECOND, @milliseconds, @now)")
        .Add($"UPDATE cluster_lease SET owner = @owner, until = @until WHERE name = @name AND (owner = @owner OR until < @now) AND {SqlServerBatch.IAmAlive}")
        .Add("SET @changed = @@ROWCOUNT")
        .Add($"""
            INSERT INTO cluster_lease (name, owner, until) SELECT @name, @owner, @until WHERE {SqlServerBatch.IAmAlive} AND NOT EXISTS (SELECT 1 FROM cluster_lease WHERE name = @name)
            """)
        .Add("SELECT @changed + @@ROWCOUNT");

    internal static SqlServerBatch ReleasingLease(string name, string owner) => Lease(SqlServerBatches.Begin(), name, owner)
        .Add("DELETE FROM cluster_lease WHERE name = @name AND owner = @owner").Add(Changed);

    internal static SqlServerBatch FindingLeaseOwner(string name) => SqlServerBatches.Begin().With("@name", name)
        .Add("SELECT owner FROM cluster_lease WHERE name = @name AND until >= SYSUTCDATETIME()");

    private protected override Task<IReadOnlyList<ClusterMember>> LookAsync(MemberCondition condition, CancellationToken cancellationToken) => _database.RunAsync(
        Beat(Id, condition),
        row => new ClusterMember(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), row.GetInt64(5))
        {
            Request = row.IsDBNull(6) ? MemberRequest.None : Enum.Parse<MemberRequest>(row.GetString(6), ignoreCase: true),
            Condition = MemberCondition.Of(row.IsDBNull(7) ? null : row.GetInt32(7), row.IsDBNull(8) ? null : row.GetString(8)),
        },
        cancellationToken);

    private protected override ValueTask CloseAsync() => _database.DisposeAsync();

    private static SqlServerBatch Lease(SqlServerBatch batch, string name, string owner) => batch.With("@name", name).With("@owner", owner);
}
