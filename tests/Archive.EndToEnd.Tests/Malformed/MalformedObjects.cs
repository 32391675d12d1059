using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Malformed;

/// <summary>Objects made wrong on purpose, most of them by one change to the bytes of a good one.</summary>
internal static class MalformedObjects
{
    private const int BombBytes = 128 << 20;

    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVrLittleEndian;
    private static readonly TransferSyntax Implicit = TransferSyntax.ImplicitVrLittleEndian;
    private static readonly TransferSyntax Jpeg = TransferSyntax.JpegBaseline8Bit;

    private static byte[] EndOfItem => Raw("FEFF 0DE0 00000000");

    private static byte[] EndOfSequence => Raw("FEFF DDE0 00000000");

    public static IEnumerable<MalformedObject> All()
    {
        yield return Refused("Pixel Data cut short", bytes => bytes[..^9]);
        yield return Refused("cut within a value before the UIDs of study and series", bytes => bytes[..(Find(bytes, Tags.StudyDescription) + 10)]);
        yield return Refused("stray bytes at the end", bytes => [.. bytes, 0xFC, 0xFF]);
        yield return Refused("control bytes for a VR", bytes => Patch(bytes, Find(bytes, Tags.StudyDescription) + 4, [1, 2]));
        yield return Refused("unknown VR without a 32-bit length", bytes => Patch(bytes, Find(bytes, Tags.StudyDescription) + 4, "ZZ"u8));
        yield return Refused("Pixel Data of 4 GB claimed", bytes => Patch(bytes, Find(bytes, Tags.PixelData) + 8, Length(0xFFFFFFFE)));
        yield return Refused("Pixel Data of undefined length in a native transfer syntax", bytes => Patch(bytes, Find(bytes, Tags.PixelData) + 8, Length(uint.MaxValue)));
        yield return Refused("unknown element of 2 GB claimed", bytes => Insert(bytes, Tags.Modality, Raw("0900 0110 554E 0000 FFFFFF7F 61626364")));
        yield return Refused("sequence longer than the data set", bytes => Insert(bytes, Tags.PatientName, Raw("0800 4011 5351 0000 88130000 FEFF 00E0 00000000")));
        yield return Refused("item longer than its sequence", bytes => Insert(bytes, Tags.PatientName, Raw("0800 4011 5351 0000 08000000 FEFF 00E0 90010000")));
        yield return Refused("item without its delimiter", bytes => Insert(bytes, Tags.PatientName, [.. Raw("0800 4011 5351 0000 FFFFFFFF FEFF 00E0 FFFFFFFF"), .. EndOfSequence]));
        yield return Refused("65 nested sequences", bytes => Insert(bytes, Tags.PatientName, Nested(65)));
        yield return Refused("20,000 nested sequences", bytes => Insert(bytes, Tags.PatientName, Nested(20_000)));
        yield return Refused("command elements in a data set", bytes => [.. Raw("0000 0001 5553 0200 2100"), .. bytes]);
        yield return Refused("Implicit VR where Explicit VR was agreed on", _ => TestData.Ct().Encode(Implicit));
        yield return Refused("Explicit VR where Implicit VR was agreed on", bytes => bytes, Implicit);
        yield return Refused("encapsulated Pixel Data without a delimiter", bytes => [.. bytes[..Find(bytes, Tags.PixelData)], .. Raw("E07F 1000 4F42 0000 FFFFFFFF FEFF 00E0 00000000 FEFF 00E0 04000000 FFD8FFD9")], Jpeg);
        yield return Refused("a fragment of 2 GB claimed", bytes => [.. bytes[..Find(bytes, Tags.PixelData)], .. Raw("E07F 1000 4F42 0000 FFFFFFFF FEFF 00E0 00000000 FEFF 00E0 F0FFFF7F FFD8FFD9"), .. EndOfSequence], Jpeg);
        yield return Refused("broken deflate stream", bytes => Patch(Deflate(bytes), 60, Raw("FF00 FF00 FF00 FF00")), TransferSyntax.DeflatedExplicitVrLittleEndian);

        yield return Refused("a delimiter whose length the next element would fill", bytes => Insert(bytes, Tags.PatientName, Raw("0800 4011 5351 0000 FFFFFFFF FEFF DDE0 08000000 0800 5010 504E 0000")));
        yield return Refused("bytes behind a delimiter with a length", bytes => Insert(bytes, Tags.PatientName, Raw("0800 4011 5351 0000 FFFFFFFF FEFF DDE0 04000000 01020304")));
        yield return Refused("an element behind zeros", bytes => [.. bytes, .. new byte[16], .. Raw("FCFF FCFF 4F42 0000 02000000 0000")]);

        yield return Mismatched("no SOP Instance UID", dataSet => dataSet.Remove(Tags.SOPInstanceUID));
        yield return Mismatched("no SOP Class UID", dataSet => dataSet.Remove(Tags.SOPClassUID));
        yield return Mismatched("no Study Instance UID", dataSet => dataSet.Remove(Tags.StudyInstanceUID));
        yield return Mismatched("empty Series Instance UID", dataSet => dataSet.SetString(Tags.SeriesInstanceUID, ""));
        yield return Mismatched("another SOP Instance UID than the command's", dataSet => dataSet.SetString(Tags.SOPInstanceUID, "1.2.3"));
        yield return Mismatched("another SOP Class UID than the command's", dataSet => dataSet.SetString(Tags.SOPClassUID, SopClasses.MRImageStorage.Value));
        yield return Mismatched("Study Instance UID of 66 characters", dataSet => dataSet.Set(Tags.StudyInstanceUID, Vr.UI, Encoding.ASCII.GetBytes("1." + new string('2', 64))));
        yield return Mismatched("UIDs that are paths", dataSet => dataSet.Set(Tags.StudyInstanceUID, Vr.UI, "../../../../tmp/evil"u8.ToArray()));
        yield return Mismatched("two Study Instance UIDs", dataSet => dataSet.Set(Tags.StudyInstanceUID, Vr.UI, "1.2.3\\4.5.6 "u8.ToArray()));

        yield return Stored("64 nested sequences", bytes => Insert(bytes, Tags.PatientName, Nested(64)));
        yield return Stored("a value of odd length", bytes => Insert(bytes, Tags.StudyDescription, Raw("0800 1010 5348 0300 6F6464")));
        yield return Stored("delimiters with a length and nothing behind", bytes => Insert(bytes, Tags.PatientName, Raw("0800 4011 5351 0000 FFFFFFFF FEFF 00E0 FFFFFFFF FEFF 0DE0 04000000 FEFF DDE0 FFFFFFFF")));
        yield return Stored("a sequence and an item with a length and a delimiter", bytes => Insert(bytes, Tags.PatientName, Raw("0800 4011 5351 0000 18000000 FEFF 00E0 08000000 FEFF 0DE0 00000000 FEFF DDE0 00000000")));
        yield return Stored("hyphens for a VR", bytes => Patch(bytes, Find(bytes, Tags.StudyDescription) + 4, "--"u8));
        yield return Stored("spaces for the VR of a UID", bytes => Patch(bytes, Find(bytes, Tags.SeriesInstanceUID) + 4, "  "u8));
        yield return Stored("zero bytes after the data set", bytes => [.. bytes, .. new byte[64]]);
        yield return Stored("megabytes of zero bytes after the data set", bytes => [.. bytes, .. new byte[2_500_000]]);
        yield return Stored("zero bytes after a deflated data set", bytes => Deflate(bytes, new byte[2_500_000]), TransferSyntax.DeflatedExplicitVrLittleEndian);
        yield return Stored("an Item Delimitation Item after the last element", bytes => [.. bytes, .. EndOfItem]);
        yield return Stored("128 MiB of pixels deflated to a few KB", Bomb, TransferSyntax.DeflatedExplicitVrLittleEndian);
        yield return Stored("file meta information in the data set, as some devices send it", bytes => [.. Raw("0200 1000 5549 0400 312E3200"), .. bytes]);
        yield return Stored("tags twice and out of order", bytes => [.. bytes, .. Raw("1000 2000 4C4F 0600 5345434F4E44 0800 6000 4353 0200 4D52")]);
        yield return Changed("more pixels claimed than there are", dataSet => dataSet.SetUInt16(Tags.Rows, ushort.MaxValue).SetUInt16(Tags.Columns, ushort.MaxValue).SetString(Tags.NumberOfFrames, "2147483647"));
        yield return Changed("dates and numbers that are none", dataSet => dataSet
            .SetString(Tags.StudyDate, "20249931").SetString(Tags.StudyTime, "99:99").SetString(Tags.PatientBirthDate, "UNKNOWN")
            .SetString(Tags.InstanceNumber, "1e9").SetString(Tags.SeriesNumber, "99999999999999"));
        yield return Changed("a character set that is none", dataSet => dataSet
            .Set(Tags.SpecificCharacterSet, Vr.CS, @"ISO 2022 IR 87\NO_SUCH_CHARSET"u8.ToArray()).Set(Tags.PatientName, Vr.PN, Raw("1B24423B1B2842 5E 1B245A5A FFFE")));
        yield return Changed("text that is code elsewhere", dataSet => dataSet
            .SetString(Tags.PatientName, "<script>alert(1)</script>^'; DROP TABLE study;--").SetString(Tags.PatientID, "x' OR '1'='1")
            .SetString(Tags.AccessionNumber, "A\r\nX-Inj: 1"));
    }

    private static MalformedObject Refused(string name, Func<byte[], byte[]> spoil, TransferSyntax? syntax = null) =>
        Make(name, spoil, DimseStatus.CannotUnderstand, syntax);

    private static MalformedObject Stored(string name, Func<byte[], byte[]> change, TransferSyntax? syntax = null) =>
        Make(name, change, DimseStatus.Success, syntax);

    private static MalformedObject Make(string name, Func<byte[], byte[]> change, DimseStatus answer, TransferSyntax? syntax)
    {
        var instance = TestData.Ct();
        return new MalformedObject(name, new WireObject(instance.SopClass, instance.Sop.Uid, syntax ?? Explicit, change(instance.Encode(Explicit))), answer);
    }

    private static MalformedObject Mismatched(string name, Action<DataSet> change) => Change(name, change, DimseStatus.DataSetDoesNotMatchSopClass);

    private static MalformedObject Changed(string name, Action<DataSet> change) => Change(name, change, DimseStatus.Success);

    private static MalformedObject Change(string name, Action<DataSet> change, DimseStatus answer)
    {
        var instance = TestData.Ct();
        change(instance.DataSet);
        return new MalformedObject(name, WireObject.Of(instance), answer);
    }

    /// <summary>Where an element begins.</summary>
    private static int Find(ReadOnlySpan<byte> bytes, Tag tag)
    {
        Span<byte> encoded = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(encoded, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(encoded[2..], tag.Element);
        return bytes.IndexOf(encoded);
    }

    private static byte[] Insert(byte[] bytes, Tag before, byte[] elements) => [.. bytes[..Find(bytes, before)], .. elements, .. bytes[Find(bytes, before)..]];

    private static byte[] Patch(byte[] bytes, int offset, ReadOnlySpan<byte> with)
    {
        with.CopyTo(bytes.AsSpan(offset));
        return bytes;
    }

    private static byte[] Length(uint length)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>Sequences of undefined length with one item each, one inside the other.</summary>
    private static byte[] Nested(int depth)
    {
        byte[] open = Raw("0800 1511 5351 0000 FFFFFFFF FEFF 00E0 FFFFFFFF");
        byte[] close = [.. EndOfItem, .. EndOfSequence];
        return [.. Enumerable.Repeat(open, depth).SelectMany(b => b), .. Enumerable.Repeat(close, depth).SelectMany(b => b)];
    }

    private static byte[] Deflate(params ReadOnlySpan<byte[]> parts)
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal))
        {
            foreach (var part in parts)
                deflate.Write(part);
        }

        return deflated.ToArray();
    }

    private static byte[] Bomb(byte[] bytes) =>
        Deflate(bytes[..Find(bytes, Tags.PixelData)], Raw("E07F 1000 4F57 0000"), Length(BombBytes), new byte[BombBytes]);

    private static byte[] Raw(string hex) => Hex.Parse(hex);
}
