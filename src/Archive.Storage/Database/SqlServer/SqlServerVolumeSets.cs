using Archive.Storage.Blobs;
using Archive.Storage.Members;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>The sets of volumes of a member on SQL Server.</summary>
public sealed class SqlServerVolumeSets : ServerVolumeSets
{
    /// <summary>Held by whoever takes a set: they do it one after the other.</summary>
    private const string Taking = "archive volume sets";

    private readonly SqlServerBatches _database;
    private readonly long _member;

    private SqlServerVolumeSets(SqlServerBatches database, long member, int own)
        : base(own)
    {
        _database = database;
        _member = member;
    }

    /// <summary>Takes a set for the member to write: the lowest one that nobody has, or a new one.</summary>
    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="member">Its row's id; it is alive.</param>
    /// <exception cref="NoVolumeSetException">There is none left, or the member is alive no more.</exception>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<SqlServerVolumeSets> TakeAsync(string connectionString, long member, CancellationToken cancellationToken)
    {
        var database = new SqlServerBatches(connectionString, "archive volume sets");
        try
        {
            var taken = await database.RunAsync(Take(member), row => row.IsDBNull(0) ? null : (int?)row.GetInt32(0), cancellationToken).ConfigureAwait(false);
            return taken is not [{ } own] ? throw MemberIsGone()
                : own >= VolumeSet.Count ? throw AllAreTaken()
                : new SqlServerVolumeSets(database, member, own);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<ReleasedRecord>> CollectAsync(CancellationToken cancellationToken) =>
        RunAsync(Collect(_member, Own), row => new ReleasedRecord(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken);

    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<int>> AdoptAsync(CancellationToken cancellationToken) => RunAsync(Adopt(_member), row => row.GetInt32(0), cancellationToken);

    /// <inheritdoc />
    public override async ValueTask<bool> HasAsync(int set, CancellationToken cancellationToken) =>
        await RunAsync(Has(_member, set), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false) is [_];

    /// <inheritdoc />
    public override async ValueTask FreeAsync(int set, CancellationToken cancellationToken) =>
        await RunAsync(Free(_member, set), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);

    // Null when the member is alive no more.
    internal static SqlServerBatch Take(long me) => SqlServerBatches.BeginAlone(Taking).By(me)
        .Add("DECLARE @own INT = (SELECT min(number) FROM volume_set WHERE owner IS NULL)")
        .Add("DECLARE @next INT = (SELECT coalesce(max(number) + 1, 0) FROM volume_set)")
        .Add($"UPDATE volume_set SET owner = @me, is_adopted = 0 WHERE number = @own AND {SqlServerBatch.IAmAlive}")
        .Add($"INSERT INTO volume_set (number, owner) SELECT @next, @me WHERE @own IS NULL AND @next < {VolumeSet.Count} AND {SqlServerBatch.IAmAlive}")
        .Add($"SELECT CASE WHEN {SqlServerBatch.IAmAlive} THEN coalesce(@own, @next) END");

    internal static SqlServerBatch Collect(long me, int own) => SqlServerBatches.Begin().By(me).With("@own", own)
        .Add($"""
            DELETE TOP ({MaxBatch}) FROM released_blob OUTPUT deleted.blob_volume, deleted.blob_offset, deleted.length
            WHERE set_number = @own AND EXISTS (SELECT 1 FROM volume_set WHERE number = @own AND owner = @me AND is_adopted = 0) AND {SqlServerBatch.IAmAlive}
            """);

    internal static SqlServerBatch Adopt(long me) => SqlServerBatches.BeginAlone(Taking).By(me)
        .Add($"""
            UPDATE volume_set SET owner = @me, is_adopted = 1 FROM volume_set JOIN cluster_member ON cluster_member.id = volume_set.owner
            WHERE cluster_member.state <> 'alive' AND {SqlServerBatch.IAmAlive}
            """)
        .Add($"SELECT number FROM volume_set WHERE owner = @me AND is_adopted = 1 AND {SqlServerBatch.IAmAlive} ORDER BY number");

    internal static SqlServerBatch Has(long me, int set) => SqlServerBatches.Begin().By(me).With("@set", set)
        .Add($"SELECT number FROM volume_set WHERE number = @set AND owner = @me AND is_adopted = 1 AND {SqlServerBatch.IAmAlive}");

    internal static SqlServerBatch Free(long me, int set) => SqlServerBatches.BeginAlone(Taking).By(me).With("@set", set)
        .Add($"UPDATE volume_set SET owner = NULL, is_adopted = 0 WHERE number = @set AND owner = @me AND is_adopted = 1 AND {SqlServerBatch.IAmAlive}");

    // What is there already is left out.
    internal static SqlServerBatch Write(IReadOnlyList<ReleasedRecord> records)
    {
        var rows = new SqlServerRows("new_released_blob", "set_number", "blob_volume", "blob_offset", "length");
        foreach (var record in records)
            rows.Next().With(VolumeSet.Of(record.Volume)).With(record.Volume).With(record.Offset).With(record.Length);
        return SqlServerBatches.Begin().Add(
            "INSERT INTO released_blob (set_number, blob_volume, blob_offset, length) SELECT new.set_number, new.blob_volume, new.blob_offset, new.length FROM @rows AS new",
            rows);
    }

    private protected override async ValueTask WriteAsync(IReadOnlyList<ReleasedRecord> records, CancellationToken cancellationToken) =>
        await RunAsync(Write(records), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);

    private protected override ValueTask CloseAsync() => _database.DisposeAsync();

    private ValueTask<IReadOnlyList<T>> RunAsync<T>(SqlServerBatch batch, Func<SqlDataReader, T> read, CancellationToken cancellationToken) =>
        new(_database.RunAsync(batch, read, cancellationToken));
}
