using Archive.Storage.Index.Search;

namespace Archive.Storage.Database;

/// <summary>The nodes that use a database, for who is none of them.</summary>
internal static class ServerNodes
{
    /// <summary>Longer than the time between two beats of a node.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(5);

    private static readonly SqlQuery Beats = new("""
        SELECT id, address, beat FROM cluster_member JOIN cluster_heartbeat ON member_id = id WHERE state = 'alive' ORDER BY id
        """, []);

    /// <summary>The address of a node that shows that it lives; null when none does. A row that says so may be of one that was killed: it is watched for some seconds.</summary>
    public static async Task<string?> FindRunningAsync(ISqlReader reader, CancellationToken cancellationToken)
    {
        var before = await ReadAsync();
        if (before.Count == 0)
            return null;
        await Task.Delay(Watch, cancellationToken).ConfigureAwait(false);
        return (await ReadAsync()).Except(before).Select(node => node.Address).FirstOrDefault();

        async Task<List<(long Id, string Address, long Beat)>> ReadAsync() => await reader.ReadAsync(
            Beats, row => (row.GetInt64(0), row.GetString(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
    }
}
