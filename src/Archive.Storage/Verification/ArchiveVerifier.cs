using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Storage.Workflow;

namespace Archive.Storage.Verification;

/// <summary>
/// Reads everything back: every blob by its checksums, every index row, of current objects and of versions, against the record
/// it refers to, every object that the journal says was stored against the index, every fact of the workflow and every document. Memory does not grow with the archive beyond one volume's list of records.
/// </summary>
/// <param name="isRunning">
/// Nodes go on storing, moving and deleting meanwhile: what looks wrong is a problem only when the index, asked again, still says what it said and the
/// volume still does not have it. Journal and index are not compared by their numbers then, and what was stored since the beginning may be left out.
/// </param>
public sealed class ArchiveVerifier(IStoredVolumes blobs, IJournal journal, IArchiveIndex index, IFactIndex facts, bool isRunning = false)
{
    private const int MaxProblems = 1000;

    private readonly List<string> _problems = [];
    private long _instances;
    private long _reserved;
    private long _versions;
    private long _records;
    private long _unreferenced;
    private long _damagedUnreferenced;
    private long _bytes;
    private int _volumes;
    private long _journalRecords;
    private long _storedEvents;
    private long _versionsOfEvents;
    private long _factsOfEvents;

    public async Task<VerificationReport> RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        await VerifyVolumesAsync(progress, cancellationToken);
        progress?.Report("journal");
        await VerifyJournalAsync(cancellationToken);
        return new VerificationReport(
            _volumes, _bytes, _records, _unreferenced, _damagedUnreferenced, _instances - _reserved, _versions, _journalRecords, isRunning, _problems);
    }

    /// <summary>Both sides come in the order of volumes, so one volume's records at a time are enough.</summary>
    private async Task VerifyVolumesAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        await using var instances = index.ReadAllInstancesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasInstance = await instances.MoveNextAsync();
        foreach (var volume in blobs.GetVolumes())
        {
            progress?.Report($"volume {volume.Id:x16}");
            while (hasInstance && instances.Current.Storage.Blob.Volume < volume.Id)
                hasInstance = await MissingAsync(instances, cancellationToken);

            var entries = ReadEntries(volume.Id);
            _volumes++;
            _bytes += volume.Length;
            _records += entries.Count;
            while (hasInstance && instances.Current.Storage.Blob.Volume == volume.Id)
            {
                await CheckAsync(instances.Current, entries, cancellationToken);
                Count(instances.Current);
                hasInstance = await instances.MoveNextAsync();
            }

            _unreferenced += entries.Count;
            await VerifyAsync(volume.Id, entries, cancellationToken);
        }

        while (hasInstance)
            hasInstance = await MissingAsync(instances, cancellationToken);
    }

    private async Task VerifyAsync(long volume, Dictionary<long, VolumeEntry> unreferenced, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var problem in blobs.Verify(volume, cancellationToken))
            {
                if (!isRunning || !await IsGoneAsync(problem, cancellationToken))
                    Note(problem, unreferenced);
            }
        }
        catch (BlobNotFoundException) when (isRunning)
        {
            // Compacted since the volumes were listed.
        }
    }

    private async ValueTask<bool> IsGoneAsync(VolumeProblem problem, CancellationToken cancellationToken) =>
        !Exists(problem.Volume) || (problem.Entry is { } entry && await index.FindBlobAsync(entry.Blob, cancellationToken) is null);

    private bool Exists(long volume)
    {
        try
        {
            _ = blobs.ReadEntries(volume).Any();
            return true;
        }
        catch (BlobNotFoundException)
        {
            return false;
        }
    }

    private async ValueTask<bool> MissingAsync(IAsyncEnumerator<StoredInstance> instances, CancellationToken cancellationToken)
    {
        await NoteAsync(
            instances.Current, $"Object {instances.Current.Instance}: its volume {instances.Current.Storage.Blob.Volume:x16} does not exist.", cancellationToken);
        Count(instances.Current);
        return await instances.MoveNextAsync();
    }

    private void Count(StoredInstance instance)
    {
        if (instance.IsCurrent)
            _instances++;
        else
            _versions++;
        if (ReservedStudies.Contains(instance.Study))
            _reserved++;
    }

    private void Note(VolumeProblem problem, Dictionary<long, VolumeEntry> unreferenced)
    {
        if (problem.Entry is { } entry && unreferenced.ContainsKey(entry.Blob.Offset))
            _damagedUnreferenced++;
        else
            Note($"Volume {problem.Volume:x16} offset {problem.Offset}: {problem.Description}");
    }

    private async ValueTask CheckAsync(StoredInstance instance, Dictionary<long, VolumeEntry> entries, CancellationToken cancellationToken)
    {
        if (FindProblem(instance, entries) is { } problem)
            await NoteAsync(instance, problem, cancellationToken);
    }

    /// <param name="entries">That of the instance is taken away.</param>
    private static string? FindProblem(StoredInstance instance, Dictionary<long, VolumeEntry> entries)
    {
        var blob = instance.Storage.Blob;
        if (!entries.Remove(blob.Offset, out var entry))
            return $"Object {instance.Instance}: volume {blob.Volume:x16} has no record at offset {blob.Offset}.";
        if (entry.Blob != blob)
            return $"Object {instance.Instance}: the record at {blob.Volume:x16}/{blob.Offset} has another length or checksum than the index says.";
        return entry.Key != instance.Instance ? $"Object {instance.Instance}: the record at {blob.Volume:x16}/{blob.Offset} belongs to {entry.Key}." : null;
    }

    private async ValueTask NoteAsync(StoredInstance instance, string problem, CancellationToken cancellationToken)
    {
        if (!isRunning || await IsStillSoAsync(instance, cancellationToken))
            Note(problem);
    }

    /// <summary>The record may have been written since the volume was read, and the object moved since the index was.</summary>
    private async ValueTask<bool> IsStillSoAsync(StoredInstance instance, CancellationToken cancellationToken) =>
        FindProblem(instance, ReadEntries(instance.Storage.Blob.Volume)) is not null
        && await index.FindBlobAsync(instance.Storage.Blob, cancellationToken) is not null;

    private Dictionary<long, VolumeEntry> ReadEntries(long volume)
    {
        try
        {
            return blobs.ReadEntries(volume).ToDictionary(entry => entry.Blob.Offset);
        }
        catch (BlobNotFoundException) when (isRunning)
        {
            return []; // compacted since the volumes were listed
        }
    }

    private async Task VerifyJournalAsync(CancellationToken cancellationToken)
    {
        var position = 0L;
        await foreach (var record in journal.ReadAsync(0, cancellationToken))
        {
            _journalRecords++;
            if (record.Position != ++position)
            {
                Note($"The journal goes from position {position - 1} to {record.Position}.");
                position = record.Position;
            }

            if (!JournalEntity.IsStudy(record.Entity))
            {
                await CheckFactAsync(record, cancellationToken);
                continue;
            }

            switch (Read(record))
            {
                case InstanceStored stored:
                    _storedEvents++;
                    await CheckIndexedAsync(record, stored, cancellationToken);
                    break;
                case InstanceReplaced or InstanceMoved when JournalEntity.IsReserved(record.Entity): // took the place of the one that it was stored by
                    _storedEvents++;
                    break;
                case VersionKept or InstanceReplaced { KeepsReplaced: true, WasVersion: false }:
                    _versionsOfEvents++;
                    break;
            }
        }

        if (isRunning)
            return;
        if (_storedEvents != _instances)
            Note($"The journal has {_storedEvents} stored objects, the index {_instances}.");
        if (_versionsOfEvents != _versions)
            Note($"The journal has {_versionsOfEvents} versions, the index {_versions}.");
        if (await CountFactsAsync(cancellationToken) is var facts && facts != _factsOfEvents)
            Note($"Of {facts} facts of the workflow {_factsOfEvents} are those that the journal ends with.");
    }

    /// <summary>A fact is at the last of its events, or beyond one that is not the last.</summary>
    private async ValueTask CheckFactAsync(JournalRecord record, CancellationToken cancellationToken)
    {
        if (WorkflowEntity.TryGetFact(record.Entity, out var kind, out var id))
        {
            var fact = await facts.FindAsync(kind, id, cancellationToken);
            if (fact is null || fact.Sequence < record.Sequence)
                Note($"{kind} {id} is at event {fact?.Sequence ?? 0}, the journal at event {record.Sequence} of it (position {record.Position}).");
            else if (fact.Sequence == record.Sequence)
                _factsOfEvents++;
        }
        else if (WorkflowEntity.TryGetDocument(record.Entity, out var document))
        {
            if (await facts.ReadDocumentAsync(document, cancellationToken) is null)
                Note($"Document {document} of journal position {record.Position} is not there.");
        }
        else
        {
            Note($"Journal position {record.Position} is of {record.Entity}, which this version does not know.");
        }
    }

    private async ValueTask<long> CountFactsAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            await foreach (var _ in facts.QueryAsync(new FactQuery(kind, IsOpen: null, []), afterRow: null, cancellationToken))
                count++;
        }

        return count;
    }

    private StudyEvent? Read(JournalRecord record)
    {
        try
        {
            return StudyEventJson.FromJournal(new JournalEvent(record.Type, record.Version, record.Json));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            Note($"Journal position {record.Position} cannot be read: {e.Message}");
            return null;
        }
    }

    private async ValueTask CheckIndexedAsync(JournalRecord record, InstanceStored stored, CancellationToken cancellationToken)
    {
        await foreach (var instance in index.FindInstancesAsync(new SopInstanceUid(stored.Instance), cancellationToken))
        {
            if (JournalEntity.OfStudy(instance.Study) == record.Entity)
                return;
        }

        Note($"Object {stored.Instance} of journal position {record.Position} is not in the index.");
    }

    private void Note(string problem)
    {
        if (_problems.Count < MaxProblems)
            _problems.Add(problem);
    }
}
