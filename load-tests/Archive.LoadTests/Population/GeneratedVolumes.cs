using System.Buffers;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Microsoft.Win32.SafeHandles;

namespace Archive.LoadTests.Population;

/// <summary>
/// Objects in volumes as the archive's own store writes them, but without waiting for the disk. They are smaller than a node's,
/// so that there are many, and long enough that it leaves them alone.
/// </summary>
internal sealed class GeneratedVolumes(string directory) : IAsyncDisposable
{
    private const long VolumeBytes = 80L << 20;
    private const long MemoryBytes = 64L << 20;

    private readonly VolumeStore _store = VolumeStore.Open(
        new VolumeStoreOptions { Directory = directory, VolumeBytes = VolumeBytes }, new MemoryBudget(MemoryBytes), TimeProvider.System, new UnflushedFiles());

    public async Task<BlobRef> AddAsync(DataSet dataSet)
    {
        var instance = dataSet.GetUid(Tags.SOPInstanceUID);
        var syntax = TransferSyntax.ExplicitVrLittleEndian;
        await using var writer = _store.CreateWriter(new SopInstanceUid(instance), Part10.CreatePrefix(dataSet.GetUid(Tags.SOPClassUID), instance, syntax));
        await writer.AppendAsync(new ReadOnlySequence<byte>(DataSetWriter.ToArray(dataSet, syntax)));
        return await writer.CompleteAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>What is generated can be generated again.</summary>
    private sealed class UnflushedFiles : FileOperations
    {
        public override void FlushData(SafeFileHandle file)
        {
        }

        public override void FlushDirectory(string path)
        {
        }
    }
}
