using System.Text.Json.Nodes;
using Archive.Storage.Members;
using Archive.Storage.Peers;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// The tables <c>peer</c>, <c>peer_change</c> and <c>peer_version</c>. A change is decided upon without a lock, which a node that is stopped would keep, and is
/// made if the version is still the one that it was decided upon; else it is decided upon anew.
/// </summary>
public sealed class SqlServerPeerTable : IPeerTable
{
    private const int MaxRepeats = 10;

    private readonly SqlServerBatches _database;

    private SqlServerPeerTable(SqlServerBatches database) => _database = database;

    /// <summary>Connects when it is used, for a moment each time.</summary>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static SqlServerPeerTable Open(string connectionString) => new(new SqlServerBatches(connectionString, "archive peers"));

    /// <inheritdoc />
    public async Task<StoredPeers?> ReadAsync(long knownVersion, CancellationToken cancellationToken)
    {
        var rows = await AskAsync(
            Reading(knownVersion), row => (Version: row.GetInt64(0), AeTitle: TextOf(row, 1), Options: TextOf(row, 2)), cancellationToken).ConfigureAwait(false);
        return rows is [var first, ..]
            ? new StoredPeers(first.Version, [.. rows.Where(row => row.AeTitle is not null).Select(row => new StoredPeer(row.AeTitle!, row.Options!))])
            : null;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<PeerChange>> ChangeAsync(
        string changedBy, Func<StoredPeers, IReadOnlyDictionary<string, string?>> decide, CancellationToken cancellationToken)
    {
        for (var repeats = 0; ; repeats++)
        {
            var peers = await ReadAsync(-1, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("There is no version of the peers.");
            var changes = ChangesOf(peers, decide(peers));
            if (changes.Count == 0)
                return changes;
            try
            {
                await AskAsync(Changing(peers.Version, changedBy, changes), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
                return changes;
            }
            catch (PeersUnavailableException e) when (repeats < MaxRepeats && e.InnerException is SqlException given && SqlServerErrors.IsGivenUp(given))
            {
                continue; // somebody was faster
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // One statement sees one moment.
    internal static SqlServerBatch Reading(long knownVersion) => SqlServerBatches.Begin().With("@known", knownVersion).Add("""
        SELECT peer_version.version, peer.ae_title, peer.options FROM peer_version LEFT JOIN peer ON 1 = 1 WHERE peer_version.version <> @known ORDER BY peer.ae_title
        """);

    internal static SqlServerBatch Changing(long version, string changedBy, IReadOnlyList<PeerChange> changes)
    {
        var put = new SqlServerRows("new_peer", "ae_title", "options");
        var removed = SqlServerRows.OfTexts();
        foreach (var change in changes)
        {
            if (change.After is null)
                removed.Next().With(change.AeTitle);
            else
                put.Next().With(change.AeTitle).With(change.After);
        }

        var batch = SqlServerBatches.Begin().With("@version", version).With("@by", changedBy)
            .Add("UPDATE peer_version SET version = version + 1 WHERE version = @version")
            .Throw("@@ROWCOUNT = 0", SqlServerErrors.GivenUp, "Somebody else has changed peers meanwhile.");
        if (removed.Count > 0)
        {
            batch.Add("""
                INSERT INTO peer_change (changed_by, ae_title, before)
                SELECT @by, peer.ae_title, peer.options FROM @rows AS gone JOIN peer ON peer.ae_title = gone.value
                """, removed);
            batch.Add("DELETE peer FROM @rows AS gone JOIN peer ON peer.ae_title = gone.value", removed);
        }

        return put.Count == 0 ? batch : batch
            .Add("""
                INSERT INTO peer_change (changed_by, ae_title, before, after)
                SELECT @by, new.ae_title, peer.options, new.options FROM @rows AS new LEFT JOIN peer ON peer.ae_title = new.ae_title
                """, put)
            .Add("UPDATE peer SET options = new.options, changed_at = SYSUTCDATETIME() FROM @rows AS new JOIN peer ON peer.ae_title = new.ae_title", put)
            .Add("""
                INSERT INTO peer (ae_title, options) SELECT new.ae_title, new.options FROM @rows AS new
                WHERE NOT EXISTS (SELECT 1 FROM peer WHERE peer.ae_title = new.ae_title)
                """, put);
    }

    private static List<PeerChange> ChangesOf(StoredPeers peers, IReadOnlyDictionary<string, string?> decided)
    {
        var before = peers.Peers.ToDictionary(peer => peer.AeTitle, peer => peer.Options, StringComparer.Ordinal);
        return [.. decided.Select(peer => new PeerChange(peer.Key, before.GetValueOrDefault(peer.Key), peer.Value)).Where(change => !IsSame(change.Before, change.After))];
    }

    private static bool IsSame(string? one, string? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)),
    };

    private static string? TextOf(SqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private async Task<IReadOnlyList<T>> AskAsync<T>(SqlServerBatch batch, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.RunAsync(batch, read, cancellationToken).ConfigureAwait(false);
        }
        catch (MembersUnavailableException e) when (e.InnerException is { } missing && SqlServerErrors.IsUnknownObject(missing))
        {
            throw new PeersUnavailableException("The database is not prepared for peers yet: start a node of this version on it first.", missing);
        }
        catch (MembersUnavailableException e)
        {
            throw new PeersUnavailableException($"The database of the peers cannot be asked: {e.InnerException?.Message}", e.InnerException ?? e);
        }
    }
}
