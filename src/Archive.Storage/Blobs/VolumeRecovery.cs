namespace Archive.Storage.Blobs;

/// <summary>
/// Puts right what a process left that ended without closing its store. Volumes of an earlier process are never appended
/// to: the open one is sealed behind its last whole record, the next process begins its own.
/// </summary>
internal static class VolumeRecovery
{
    /// <summary>
    /// What was finished so long before the last large object was indexed or refused before the process ended: an object is recorded
    /// within minutes, or never.
    /// </summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromHours(1);

    public static RecoveryReport Run(VolumeDirectory directory)
    {
        var ids = directory.Enumerate().ToLookup(file => file.Extension, file => file.Id);
        foreach (var id in ids[VolumeDirectory.Incoming])
            directory.Files.Delete(directory.GetPath(id, VolumeDirectory.Incoming));

        var recovered = ids[VolumeDirectory.Open].Order().Select(id => Recover(directory, id)).ToList();
        directory.Flush();

        var toReconcile = FindUnsettled(directory, ids[VolumeDirectory.LargeObject]);
        if (recovered.Count > 0)
        {
            // The volume before may have been sealed in the very last moment.
            toReconcile = toReconcile
                .Concat(ids[VolumeDirectory.Sealed].OrderDescending().Take(1))
                .Concat(recovered.Where(volume => volume.Records > 0).Select(volume => volume.Id));
        }

        return new RecoveryReport(recovered, ids[VolumeDirectory.Incoming].Count(), toReconcile.Order().ToList());
    }

    private static IEnumerable<long> FindUnsettled(VolumeDirectory directory, IEnumerable<long> largeObjects)
    {
        var finished = largeObjects.Select(id => (Id: id, At: File.GetLastWriteTimeUtc(directory.GetPath(id, VolumeDirectory.LargeObject)))).ToList();
        var last = finished.Select(file => file.At).DefaultIfEmpty().Max();
        return finished.Where(file => last - file.At <= SettledAfter).Select(file => file.Id);
    }

    private static RecoveredVolume Recover(VolumeDirectory directory, long id)
    {
        using var volume = VolumeFile.OpenUnsealed(directory, id);
        var scanner = new VolumeScanner(directory.Files, volume.Handle, id, long.MaxValue, readPayloads: true);
        var end = (long)VolumeFormat.FirstRecord;
        var durableEnd = end;
        var records = 0;
        var damages = new List<VolumeScanItem>();
        foreach (var item in scanner.Scan())
        {
            if (item.Damage is not null)
            {
                damages.Add(item);
                continue;
            }

            end = item.End;
            durableEnd = Math.Max(durableEnd, item.GroupOffset);
            records++;
        }

        // Bytes that the disk does not give now may be there all the same: nothing is cut, cleared or deleted for want of them.
        if (scanner.UnreadableAt is { } unreadable)
            throw new StorageFailedException($"The disk cannot read volume {id:x16} at {unreadable}. Nothing was changed: copy it to a disk that can, or try again.");

        // What is not whole and was not flushed before a whole record was written belongs to the last, torn, group, of which
        // the disk may have written any part. Anything else was acknowledged and then damaged: nothing of it is thrown away.
        var torn = damages.Where(item => item.Offset >= durableEnd).ToList();
        foreach (var item in torn.Where(item => item.Offset < end))
            volume.Clear(item.Offset, item.End);

        if (records == 0)
            volume.Delete();
        else
            volume.Seal(end, records, VolumeDirectory.Sealed);
        return new RecoveredVolume(
            id,
            records,
            end,
            torn.Count == 0 ? null : string.Join(" ", torn.Select(item => $"At {item.Offset}: {item.Damage}")),
            [.. damages.Except(torn).Select(item => item.ToProblem(id))]);
    }
}
