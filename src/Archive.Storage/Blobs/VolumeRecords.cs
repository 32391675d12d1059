namespace Archive.Storage.Blobs;

/// <summary>Reads volumes record by record, without trusting anything in them. May be used from any thread.</summary>
/// <param name="getDurableEnd">Where what is durable of a volume ends that this process writes; the most there is for all others.</param>
internal sealed class VolumeRecords(VolumeReader reader, FileOperations files, Func<long, long> getDurableEnd)
{
    /// <summary>The records by their headers and trailers; blobs are not read, damage is passed over.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public IEnumerable<VolumeEntry> ReadEntries(long volume)
    {
        foreach (var item in Scan(volume, readPayloads: false, CancellationToken.None))
        {
            if (item is { Entry: { } entry, Damage: null })
                yield return entry;
        }
    }

    /// <summary>Reads every byte and says what is not as it was written.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public IEnumerable<VolumeProblem> Verify(long volume, CancellationToken cancellationToken)
    {
        foreach (var item in Scan(volume, readPayloads: true, cancellationToken))
        {
            if (item.Damage is not null)
                yield return item.ToProblem(volume);
        }
    }

    /// <summary>
    /// The records, whole or damaged, and all other damage. Of a volume that another process writes, or wrote until it ended, what is not
    /// whole and not known to have been flushed is torn and no damage: it was never acknowledged, or not yet.
    /// </summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public IEnumerable<VolumeScanItem> Scan(long volume, bool readPayloads, CancellationToken cancellationToken)
    {
        var end = getDurableEnd(volume);
        using var file = reader.Open(volume, out var isOpen);
        var mayBeTorn = isOpen && end == long.MaxValue;
        if (mayBeTorn)
            files.DropCached(file); // what is remembered as zeros would be taken for a hole
        var scanner = new VolumeScanner(files, file, volume, end, readPayloads);
        var torn = new List<VolumeScanItem>();
        var durableEnd = 0L;
        var records = 0L;
        foreach (var item in scanner.Scan())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item.Entry is not null)
                records++;
            if (mayBeTorn && item.Damage is not null)
            {
                torn.Add(item);
                continue;
            }

            // Everything before a whole record's group was durable when the record was written, the volume's header always.
            durableEnd = Math.Max(durableEnd, Math.Max(item.GroupOffset, VolumeFormat.FirstRecord));
            while (torn.Count > 0 && torn[0].Offset < durableEnd)
            {
                yield return torn[0];
                torn.RemoveAt(0);
            }

            yield return item;
        }

        // Bytes that the disk does not give now may be there all the same: nothing counts as torn for want of them.
        foreach (var damage in torn.Where(_ => scanner.UnreadableAt is not null))
            yield return damage;
        var length = RandomAccess.GetLength(file);
        if (scanner.Footer is { } footer && footer.Records != records)
            yield return new VolumeScanItem(0, length, null, $"{footer.Records} records were written, {records} are found.");
        if (!isOpen && scanner.Footer is null)
            yield return new VolumeScanItem(length, length, null, "The footer is missing or damaged: the volume may have been cut.");
    }
}
