using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Archive.Storage.Workflow;

namespace Archive.Storage.Stores;

/// <summary>A database on a server, which nodes share, opened by one that is a member.</summary>
internal sealed class OpenShared(ServerDatabase database, ServerMembers members, ServerVolumeSets sets) : IOpenDatabase
{
    private readonly SqlJournal _journal = database.OpenJournal(members.Id);
    private readonly ServerIndex _index = database.OpenIndex();

    public IJournal Journal => _journal;

    public IJournalFeed JournalFeed => _journal;

    public IArchiveIndex Index => _index;

    public IStudySnapshots Snapshots => _index;

    public IFactIndex Facts { get; } = database.OpenFacts();

    public IClusterMembers Members => members;

    public IVolumeSets Sets => sets;

    public void CloseJournal() => _journal.Dispose();

    /// <summary>Where that cannot be told any more, the others find out.</summary>
    public async ValueTask LeaveAsync()
    {
        await sets.DisposeAsync();
        try
        {
            await members.LeaveAsync(CancellationToken.None);
        }
        catch (MembersUnavailableException e)
        {
            database.Health.Report(ArchivePart.Cluster, HealthState.Impaired, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await sets.DisposeAsync();
        await members.DisposeAsync();
        await database.DisposeAsync();
    }
}
