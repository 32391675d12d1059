using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;

namespace Archive.Storage.Tests.Journal;

/// <summary>A journal and its index on a real database. Disposing closes them as a node does that stops.</summary>
public interface IStorageUnderTest : IDisposable
{
    IJournal Journal { get; }

    IArchiveIndex Index { get; }

    IStudySnapshots Snapshots { get; }

    IFactIndex Facts { get; }
}
