using System.Buffers.Binary;
using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Scanning;

/// <summary>The data set of a sample file and how it is encoded, found without the project's own Part 10 reader.</summary>
internal sealed record SampleFile(byte[] DataSet, TransferSyntax Syntax)
{
    private const int PrefixLength = 132;

    /// <summary>Null when the file's meta information names a transfer syntax that does not exist.</summary>
    public static SampleFile? Read(params string[] path)
    {
        var bytes = File.ReadAllBytes(SharedFiles.PathOf(path));
        var hasPrefix = bytes.Length >= PrefixLength && bytes.AsSpan(128, 4).SequenceEqual("DICM"u8);
        var start = hasPrefix ? PrefixLength : 0;
        if (ReadTag(bytes, start).Group != 0x0002)
            return Guess(bytes[start..]);
        var dataSet = bytes[EndOfMeta(bytes, start, out var transferSyntax)..];
        if (transferSyntax.Length == 0)
            return Guess(dataSet);
        return Uid.TryParse(transferSyntax, out var uid) && TransferSyntax.TryGet(uid, out var syntax) ? new(dataSet, syntax) : null;
    }

    private static int EndOfMeta(byte[] bytes, int start, out string transferSyntax)
    {
        transferSyntax = "";
        var position = start;
        var end = bytes.Length;
        while (position < end && ReadTag(bytes, position) is { Group: 0x0002 } tag)
        {
            var isOb = bytes.AsSpan(position + 4, 2).SequenceEqual("OB"u8);
            var header = isOb ? 12 : 8;
            var length = isOb ? BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(position + 8)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(position + 6));
            if (tag.Element == 0x0000)
                end = position + header + length + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(position + header));
            if (tag.Element == 0x0010)
                transferSyntax = Encoding.ASCII.GetString(bytes, position + header, length);
            position += header + length;
        }

        return position;
    }

    private static SampleFile Guess(byte[] dataSet)
    {
        var isExplicit = dataSet.Length > 6 && char.IsAsciiLetterUpper((char)dataSet[4]) && char.IsAsciiLetterUpper((char)dataSet[5]);
        var isBigEndian = isExplicit && dataSet[0] == 0;
        return new(dataSet, isBigEndian ? TransferSyntax.ExplicitVrBigEndian : isExplicit ? TransferSyntax.ExplicitVrLittleEndian : TransferSyntax.ImplicitVrLittleEndian);
    }

    private static Tag ReadTag(byte[] bytes, int offset) => offset + 4 > bytes.Length
        ? default
        : new(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset + 2)));
}
