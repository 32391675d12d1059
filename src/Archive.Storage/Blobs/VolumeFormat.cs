namespace Archive.Storage.Blobs;

/// <summary>Sizes and alignments of <c>docs/formats/volume.md</c>. All numbers in volumes are little endian.</summary>
internal static class VolumeFormat
{
    public const ushort Version = 1;

    /// <summary>Records start at multiples of this.</summary>
    public const int RecordAlignment = 8;

    /// <summary>Groups of records that are flushed together start at multiples of this, so that no disk block with acknowledged bytes is written again.</summary>
    public const int GroupAlignment = 4096;

    /// <summary>Where the first record lies, behind the volume header.</summary>
    public const int FirstRecord = GroupAlignment;

    /// <summary>Bytes of a record that are not its Part 10 file: header, trailer and the most that alignment takes.</summary>
    public const int RecordOverhead = RecordHeader.Length + TrailerRoom;

    /// <summary>Trailer and the most that alignment takes behind it.</summary>
    public const int TrailerRoom = RecordTrailer.Length + RecordAlignment - 1;

    public static long Align(long position, int alignment) => (position + alignment - 1) & -alignment;

    /// <summary>Bytes of a record with its padding.</summary>
    public static long RecordLength(int prefixLength, long dataSetLength) =>
        Align(RecordHeader.Length + prefixLength + dataSetLength + RecordTrailer.Length, RecordAlignment);
}
