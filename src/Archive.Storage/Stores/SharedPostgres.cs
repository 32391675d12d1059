using Archive.Storage.Database;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Health;
using Archive.Storage.Members;
using Archive.Storage.Peers;

namespace Archive.Storage.Stores;

/// <summary>A database on PostgreSQL.</summary>
internal sealed class SharedPostgres(string connectionString) : SharedDatabase
{
    public override Task<bool> RequestAsync(string node, MemberRequest request, CancellationToken cancellationToken) =>
        PostgresMembers.RequestAsync(connectionString, node, request, cancellationToken);

    public override IPeerTable OpenPeers() => PostgresPeerTable.Open(connectionString);

    internal override async Task<ServerDatabase> OpenToReadAsync(int readers, CancellationToken cancellationToken) =>
        await PostgresDatabase.OpenToReadAsync(connectionString, readers, cancellationToken);

    internal override Task<(int Before, int After)> MigrateAsync(CancellationToken cancellationToken) =>
        PostgresDatabase.MigrateAsync(connectionString, PostgresSchema.Scripts, cancellationToken);

    private protected override async Task<ServerDatabase> OpenAsync(int readers, ArchiveHealth health, CancellationToken cancellationToken) =>
        await PostgresDatabase.OpenAsync(connectionString, readers, health, cancellationToken);

    private protected override Task CheckIdentityAsync(string volumes, CancellationToken cancellationToken) =>
        PostgresIdentity.CheckAsync(connectionString, volumes, cancellationToken);

    private protected override async Task<ServerMembers> RegisterAsync(NodeIdentity node, CancellationToken cancellationToken) =>
        await PostgresMembers.RegisterAsync(connectionString, node.Address, node.Version, cancellationToken);

    private protected override async Task<ServerVolumeSets> TakeSetAsync(long member, CancellationToken cancellationToken) =>
        await PostgresVolumeSets.TakeAsync(connectionString, member, cancellationToken);
}
