using Archive.Storage.Database;
using Archive.Storage.Database.SqlServer;
using Archive.Storage.Health;
using Archive.Storage.Members;
using Archive.Storage.Peers;

namespace Archive.Storage.Stores;

/// <summary>A database on SQL Server.</summary>
internal sealed class SharedSqlServer(string connectionString) : SharedDatabase
{
    public override Task<bool> RequestAsync(string node, MemberRequest request, CancellationToken cancellationToken) =>
        SqlServerMembers.RequestAsync(connectionString, node, request, cancellationToken);

    public override IPeerTable OpenPeers() => SqlServerPeerTable.Open(connectionString);

    internal override async Task<ServerDatabase> OpenToReadAsync(int readers, CancellationToken cancellationToken) =>
        await SqlServerDatabase.OpenToReadAsync(connectionString, readers, cancellationToken);

    internal override Task<(int Before, int After)> MigrateAsync(CancellationToken cancellationToken) => SqlServerDatabase.MigrateAsync(connectionString, cancellationToken);

    private protected override async Task<ServerDatabase> OpenAsync(int readers, ArchiveHealth health, CancellationToken cancellationToken) =>
        await SqlServerDatabase.OpenAsync(connectionString, readers, health, cancellationToken);

    private protected override Task CheckIdentityAsync(string volumes, CancellationToken cancellationToken) =>
        SqlServerIdentity.CheckAsync(connectionString, volumes, cancellationToken);

    private protected override async Task<ServerMembers> RegisterAsync(NodeIdentity node, CancellationToken cancellationToken) =>
        await SqlServerMembers.RegisterAsync(connectionString, node.Address, node.Version, cancellationToken);

    private protected override async Task<ServerVolumeSets> TakeSetAsync(long member, CancellationToken cancellationToken) =>
        await SqlServerVolumeSets.TakeAsync(connectionString, member, cancellationToken);
}
