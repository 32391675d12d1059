using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>
/// Reads the file meta information of a DICOM file (PS3.10 7.1) element by element. It is Explicit VR Little Endian by the standard;
/// some writers make it Implicit VR or big endian, and some begin it in one and go on in another. Long values, and all
/// behind the first MiB of values, are passed over, so that private information (0002,0102) of any length costs nothing.
/// </summary>
internal sealed class FileMetaReader(long length, ReadAt readAt)
{
    public const ushort Group = 0x0002;

    private const int LongestValue = 64 * 1024;
    private const int MaxBytes = 1024 * 1024;

    private readonly ElementProbe _probe = new(length, readAt);

    /// <summary>The usual one first.</summary>
    public static IReadOnlyList<TransferSyntax> Encodings { get; } =
        [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian];

    /// <summary>Stops before the first element of another group, or of the same group begun again.</summary>
    /// <param name="position">Where it begins, and then where the data set does.</param>
    /// <exception cref="DicomFormatException">An element is cut, or is none.</exception>
    public DataSet Read(ref long position)
    {
        var meta = new DataSet();
        var encoding = Encodings[0];
        var room = MaxBytes;
        while (IsAt(position))
        {
            if (!TryRead(position, ref encoding, out var element))
                throw new DicomFormatException("The file meta information is cut, or holds what is no element", position);
            if (element.Tag.Element == 0 && meta.Count > 0)
                return meta;
            var valueLength = element.End!.Value - element.ValueOffset;
            if (valueLength <= Math.Min(LongestValue, room))
            {
                meta.AddRead(new Element(element.Tag, element.Vr, ReadValue(element, (int)valueLength, encoding)));
                room -= (int)valueLength;
            }

            position = element.End.Value;
        }

        return meta;
    }

    private bool IsAt(long position)
    {
        Span<byte> group = stackalloc byte[2];
        return readAt(position, group) == group.Length
            && (BinaryPrimitives.ReadUInt16LittleEndian(group) == Group || BinaryPrimitives.ReadUInt16BigEndian(group) == Group);
    }

    /// <summary>In the encoding of the element before where that gives one, else in another.</summary>
    private bool TryRead(long position, ref TransferSyntax encoding, out ProbedElement element)
    {
        foreach (var candidate in Encodings.Prepend(encoding))
        {
            if (!_probe.TryReadKnown(candidate, position, out element) || element.Tag.Group != Group || element.End is null || element.Vr == Vr.SQ)
                continue;
            encoding = candidate;
            return true;
        }

        element = default;
        return false;
    }

    private ReadOnlyMemory<byte> ReadValue(ProbedElement element, int valueLength, TransferSyntax encoding)
    {
        var value = new byte[valueLength];
        if (readAt(element.ValueOffset, value) < valueLength)
            throw new DicomFormatException($"{ElementDictionary.Describe(element.Tag)} is cut", element.ValueOffset);
        return encoding.IsBigEndian ? ByteOrder.Swap(value, element.Vr.ByteOrderUnit()) : value;
    }
}
