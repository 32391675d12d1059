using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Archive.Storage.Workflow;

namespace Archive.Storage.Stores;

/// <summary>Journal and index in one database, opened by a node. Disposing closes it; the journal has to have been closed before.</summary>
internal interface IOpenDatabase : IAsyncDisposable
{
    IJournal Journal { get; }

    IJournalFeed JournalFeed { get; }

    IArchiveIndex Index { get; }

    IStudySnapshots Snapshots { get; }

    IFactIndex Facts { get; }

    /// <summary>This node among those that share the database; null when it is not shared.</summary>
    IClusterMembers? Members => null;

    /// <summary>Which volumes are this node's, of those that the nodes share; null when they are not shared.</summary>
    IVolumeSets? Sets => null;

    /// <summary>What was appended until now is still written.</summary>
    void CloseJournal();

    /// <summary>Everything has been closed that this node writes.</summary>
    ValueTask LeaveAsync() => ValueTask.CompletedTask;
}
