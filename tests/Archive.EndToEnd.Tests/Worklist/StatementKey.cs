using System.Buffers.Binary;
using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>A key of a worklist query, or an attribute of another service.</summary>
/// <param name="Path">Tags with slashes between them.</param>
internal sealed record StatementKey(string Path, string VrCode, bool IsMatched)
{
    public const string Station = "00400100/00400001";

    public IReadOnlyList<Tag> Tags { get; } = [.. Path.Split('/').Select(tag => new Tag(uint.Parse(tag, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];

    public Vr Vr => ElementDictionary.GetVr(Tags[^1]);

    /// <summary>An invented value.</summary>
    public string SampleValue => Vr switch
    {
        Vr.DA => "20260401",
        Vr.TM => "093000",
        Vr.DS => "61.5",
        Vr.IS => "7",
        Vr.AS => "041Y",
        Vr.UI => $"2.25.{Tags[^1].Value}",
        Vr.PN => $"NAME{Tags[^1].Value:X8}^ASTA",
        Vr.US => "4",
        Vr.FD => "4.5",
        Vr.CS => Path.EndsWith("00080060", StringComparison.Ordinal) ? "CT" : Path.EndsWith("00400020", StringComparison.Ordinal) ? "SCHEDULED" : "O",
        _ => $"T{Tags[^1].Value:X8}",
    };

    /// <summary>The value in an answer; null where it is absent.</summary>
    public string? In(DataSet dataSet)
    {
        foreach (var tag in Tags.SkipLast(1))
        {
            if (dataSet.GetItems(tag) is not [var item, ..])
                return null;
            dataSet = item;
        }

        return dataSet.Contains(Tags[^1]) ? dataSet.GetString(Tags[^1]) : null;
    }

    public void Set(DataSet dataSet, string value)
    {
        foreach (var tag in Tags.SkipLast(1))
        {
            if (dataSet.GetItems(tag).Count == 0)
                dataSet.SetItems(tag, new DataSet());
            dataSet = dataSet.GetItems(tag)[0];
        }

        if (Vr.IsText())
        {
            dataSet.SetString(Tags[^1], value);
            return;
        }

        var bytes = new byte[value.Length == 0 ? 0 : Vr == Vr.FD ? sizeof(double) : sizeof(ushort)];
        if (bytes.Length == sizeof(double))
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.Parse(value, CultureInfo.InvariantCulture));
        else if (bytes.Length > 0)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, ushort.Parse(value, CultureInfo.InvariantCulture));
        dataSet.Set(Tags[^1], Vr, bytes);
    }
}
