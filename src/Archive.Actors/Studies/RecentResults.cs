using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Studies;

/// <summary>
/// What became of the blobs that came last: a command that is told again is answered as the first time, also when its blob
/// was released or has moved meanwhile. Follows from events alone, so that it is the same after loading anew.
/// </summary>
internal sealed class RecentResults
{
    public const int Capacity = StudySnapshot.MaxRecentEvents;

    private readonly List<(long Volume, long Offset, RecordResult Result)> _results = [];
    private int _oldest;

    public RecordResult? Find(BlobRef blob)
    {
        foreach (var (volume, offset, result) in _results)
        {
            if ((volume, offset) == (blob.Volume, blob.Offset))
                return result;
        }

        return null;
    }

    /// <summary>Events that were written before there was this memory may not name the blob that came.</summary>
    public void Remember(StudyEvent studyEvent)
    {
        switch (studyEvent)
        {
            case InstanceStored stored:
                Add(stored.Blob, RecordResult.Stored);
                break;
            case DuplicateReceived { Received: { } received }:
                Add(received, RecordResult.Duplicate);
                break;
            case VersionKept kept:
                Add(kept.Blob, RecordResult.KeptFirst);
                break;
            case InstanceReplaced { KeepsReplaced: false } renewed: // the journal has no earlier event that names what was released
                Add(renewed.Replaced, RecordResult.Stored);
                Add(renewed.Blob, RecordResult.Stored);
                break;
            case InstanceReplaced { WasVersion: false } replaced:
                Add(replaced.Blob, RecordResult.Replaced);
                break;
            case InstanceReplaced { Received: { } received }:
                Add(received, RecordResult.Replaced);
                break;
            case ConflictReported { Received: { } received }:
                Add(received, RecordResult.Refused);
                break;
            case InstanceHealed healed:
                Add(healed.Blob, RecordResult.Healed);
                break;
        }
    }

    /// <summary>Of several events that one command made the last one says what became of it.</summary>
    private void Add(BlobRef blob, RecordResult result)
    {
        var known = _results.FindIndex(known => (known.Volume, known.Offset) == (blob.Volume, blob.Offset));
        if (known >= 0)
        {
            _results[known] = (blob.Volume, blob.Offset, result);
            return;
        }

        if (_results.Count < Capacity)
        {
            _results.Add((blob.Volume, blob.Offset, result));
            return;
        }

        _results[_oldest] = (blob.Volume, blob.Offset, result);
        _oldest = (_oldest + 1) % Capacity;
    }
}
