using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>
/// Finds the records of a volume without trusting anything in it: after bytes that are no record it goes on at the next
/// place where one begins. Zeros between records are holes and no damage; a record that became one is missed in the
/// footer's count.
/// </summary>
/// <param name="files">By which it is read.</param>
/// <param name="file">Stays the caller's.</param>
/// <param name="volume">The id that the records must name.</param>
/// <param name="end">Where to stop when the volume has no footer.</param>
/// <param name="readPayloads">Whether to check the blobs' checksums, or headers and trailers alone.</param>
internal sealed class VolumeScanner(FileOperations files, SafeFileHandle file, long volume, long end, bool readPayloads)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>The volume's footer; null when it has none. Known once <see cref="Scan"/> has begun.</summary>
    public VolumeFooter? Footer { get; private set; }

    /// <summary>The first place that the disk could not read; null as long as there is none. What is not known there is shown as damage.</summary>
    public long? UnreadableAt { get; private set; }

    public IEnumerable<VolumeScanItem> Scan()
    {
        Footer = ReadFooter();
        var limit = Footer?.Offset ?? Math.Min(end, RandomAccess.GetLength(file));
        if (!ReadVolumeHeader())
            yield return new VolumeScanItem(0, VolumeHeader.Length, null, "The volume header is damaged.");

        var position = (long)VolumeHeader.Length;
        while (position < limit)
        {
            if (TryReadRecord(position, limit, out var record))
            {
                yield return record;
                position = record.End;
                continue;
            }

            var next = FindHeader(position, limit, out var damageAt);
            if (damageAt is { } offset)
                yield return new VolumeScanItem(offset, next, null, "Neither a whole record nor a hole.");
            position = next;
        }
    }

    private bool TryReadRecord(long position, long limit, out VolumeScanItem item)
    {
        item = default;
        if (!TryReadHeader(position, limit, out var header, out var headerCrc32C))
            return false;
        var dataSetEnd = position + RecordHeader.Length + header.PrefixLength + header.DataSetLength;
        if (!TryRead(dataSetEnd, RecordTrailer.Length) || !RecordTrailer.TryRead(_buffer, out var trailer)
            || trailer.HeaderCrc32C != headerCrc32C || trailer.DataSetLength != header.DataSetLength)
            return false;

        var blob = new BlobRef(volume, position, header.PrefixLength, header.DataSetLength, trailer.DataSetCrc32C);
        item = new VolumeScanItem(
            position,
            position + VolumeFormat.RecordLength(header.PrefixLength, header.DataSetLength),
            new VolumeEntry(blob, header.Key, header.CreatedAt),
            readPayloads ? FindDamage(header, trailer, dataSetEnd) : null,
            header.GroupOffset);
        return true;
    }

    private string? FindDamage(in RecordHeader header, in RecordTrailer trailer, long dataSetEnd)
    {
        var prefixAt = header.Offset + RecordHeader.Length;
        if (Checksum(prefixAt, header.PrefixLength) != header.PrefixCrc32C)
            return "The file meta information is not what was written.";
        if (Checksum(prefixAt + header.PrefixLength, header.DataSetLength) != trailer.DataSetCrc32C)
            return "The data set is not what was received.";
        var trailerEnd = dataSetEnd + RecordTrailer.Length;
        var padding = (int)(VolumeFormat.Align(trailerEnd, VolumeFormat.RecordAlignment) - trailerEnd);
        return TryRead(trailerEnd, padding) && !_buffer.AsSpan(0, padding).ContainsAnyExcept((byte)0)
            ? null
            : "The padding behind the record is not zero.";
    }

    /// <summary>The checksum of the bytes; null when they cannot be read.</summary>
    private uint? Checksum(long position, long length)
    {
        var crc = 0u;
        while (length > 0)
        {
            var count = (int)Math.Min(length, _buffer.Length);
            if (!TryRead(position, count))
                return null;
            crc = Crc32C.Append(crc, _buffer.AsSpan(0, count));
            position += count;
            length -= count;
        }

        return crc;
    }

    /// <summary>The first place behind <paramref name="position"/> where a record's header lies, or the limit.</summary>
    /// <param name="damageAt">The first byte up to there that is not zero or cannot be read.</param>
    private long FindHeader(long position, long limit, out long? damageAt)
    {
        damageAt = null;
        for (var at = position; at < limit;)
        {
            if (at != position && TryReadHeader(at, limit, out _, out _))
                return at;

            // The next group most likely begins at the next boundary, so no more than that is read at first.
            var toBoundary = VolumeFormat.Align(at + 1, VolumeFormat.GroupAlignment) - at;
            var count = (int)Math.Min(limit - at, at == position ? toBoundary : _buffer.Length);
            if (!TryRead(at, count))
            {
                damageAt ??= at;
            }
            else if (_buffer.AsSpan(0, count).IndexOfAnyExcept((byte)0) is >= 0 and var notZero)
            {
                // Reading a header overwrites the buffer, so the places to look at are noted first.
                foreach (var candidate in FindMagic(_buffer.AsSpan(0, count)))
                {
                    if (candidate == 0 || !TryReadHeader(at + candidate, limit, out _, out _))
                        continue;
                    if (notZero < candidate)
                        damageAt ??= at + notZero;
                    return at + candidate;
                }

                damageAt ??= at + notZero;
            }

            at += count;
        }

        return limit;
    }

    private static List<int> FindMagic(ReadOnlySpan<byte> bytes)
    {
        var found = new List<int>();
        for (var i = 0; i + sizeof(uint) <= bytes.Length; i += VolumeFormat.RecordAlignment)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]) == RecordHeader.Magic)
                found.Add(i);
        }

        return found;
    }

    /// <summary>A header that belongs here and whose record ends before the limit.</summary>
    private bool TryReadHeader(long position, long limit, out RecordHeader header, out uint crc)
    {
        header = default;
        crc = 0;
        return limit - position >= RecordHeader.Length
            && TryRead(position, RecordHeader.Length)
            && RecordHeader.TryRead(_buffer, out header, out crc)
            && header.Volume == volume
            && header.Offset == position
            && header.DataSetLength <= limit - position
            && VolumeFormat.RecordLength(header.PrefixLength, header.DataSetLength) <= limit - position;
    }

    private VolumeFooter? ReadFooter()
    {
        var offset = RandomAccess.GetLength(file) - VolumeFooter.Length;
        return offset > 0 && TryRead(offset, VolumeFooter.Length) && VolumeFooter.TryRead(_buffer, out var footer)
            && footer.Volume == volume && footer.Offset == offset
            ? footer
            : null;
    }

    private bool ReadVolumeHeader() =>
        TryRead(0, VolumeHeader.Length) && VolumeHeader.TryRead(_buffer, out var header) && header.Volume == volume;

    /// <summary>Fills the buffer's start; false when the file ends before or the disk cannot read it.</summary>
    private bool TryRead(long position, int count)
    {
        var done = 0;
        try
        {
            while (done < count)
            {
                var read = files.Read(file, _buffer.AsSpan(done, count - done), position + done);
                if (read == 0)
                    return false;
                done += read;
            }

            return true;
        }
        catch (IOException)
        {
            UnreadableAt ??= position + done;
            return false;
        }
    }
}
