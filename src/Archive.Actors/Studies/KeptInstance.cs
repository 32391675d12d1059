using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Actors.Studies;

/// <summary>An object of a study: its current content, and the other versions that came under its UID.</summary>
internal sealed class KeptInstance(SeriesInstanceUid series, KeptCopy current)
{
    /// <summary>The series of the current content.</summary>
    public SeriesInstanceUid Series { get; } = series;

    public KeptCopy Current { get; private set; } = current;

    /// <summary>Null while there is none, as nearly always.</summary>
    public KeptVersions? Versions { get; private set; }

    public bool Keeps(BlobRef blob) => Current.Blob == blob || (Versions?.Contains(blob) ?? false);

    public void KeepVersion(KeptCopy version) => (Versions ??= new KeptVersions()).Add(version);

    public void Replace(KeptCopy content, bool keepsReplaced)
    {
        Versions?.Remove(content.Blob);
        if (keepsReplaced)
            KeepVersion(Current);
        Current = content;
    }

    /// <summary>Lets what refers to one blob refer to another one with the same content.</summary>
    public void Refer(BlobRef from, BlobRef to)
    {
        if (Current.Blob == from)
            Current = Current with { Blob = to };
        else
            (Versions ?? throw new ArgumentException($"Nothing is kept at {from.Volume:x16}/{from.Offset}.", nameof(from))).Refer(from, to);
    }
}
