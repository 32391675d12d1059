using System.Runtime.InteropServices;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Studies;

/// <summary>
/// The versions of one object beside the current one, by length and checksum: however many there are, those that may be the
/// same as what came are found at once. Each takes about as much memory as an object of the study.
/// </summary>
internal sealed class KeptVersions
{
    private readonly Dictionary<(long Length, uint Crc32C), List<KeptCopy>> _byChecksum = [];

    public void Add(KeptCopy version) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(_byChecksum, KeyOf(version.Blob), out _) ??= new List<KeptCopy>(1)).Add(version);

    public bool Contains(BlobRef blob) => _byChecksum.TryGetValue(KeyOf(blob), out var equal) && equal.Exists(version => version.Blob == blob);

    /// <summary>Removes a version when it is one.</summary>
    public void Remove(BlobRef blob)
    {
        if (!_byChecksum.TryGetValue(KeyOf(blob), out var equal))
            return;
        equal.RemoveAll(version => version.Blob == blob);
        if (equal.Count == 0)
            _byChecksum.Remove(KeyOf(blob));
    }

    /// <summary>Lets a version refer to another blob of the same length and checksum.</summary>
    public void Refer(BlobRef from, BlobRef to)
    {
        var equal = _byChecksum[KeyOf(from)];
        var index = equal.FindIndex(version => version.Blob == from);
        equal[index] = equal[index] with { Blob = to };
    }

    /// <summary>The versions that may be the same as what came, the last one first.</summary>
    public IEnumerable<KeptCopy> FindLike(InstanceStorage received) => _byChecksum.TryGetValue(KeyOf(received.Blob), out var equal)
        ? Enumerable.Reverse(equal).Where(version => version.MayHoldWhatIsIn(received))
        : [];

    private static (long Length, uint Crc32C) KeyOf(BlobRef blob) => (blob.DataSetLength, blob.DataSetCrc32C);
}
