using System.Globalization;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Elements that conformance statements list, with invented values.</summary>
internal static class InventedElements
{
    /// <summary>Adds an element, and the items around it, unless it is there.</summary>
    /// <param name="path">Tags in hexadecimal digits.</param>
    /// <param name="vr">As a statement prints it: of "US or SS" the first.</param>
    public static void Add(DataSet dataSet, ReadOnlySpan<string> path, string vr, bool isEmpty = false)
    {
        if (!TryParse(path[0], out var tag))
            return;
        if (path.Length == 1)
        {
            if (!dataSet.Contains(tag))
                Set(dataSet, tag, ParseVr(tag, vr), isEmpty);
            return;
        }

        if (dataSet.GetItems(tag) is not [var item, ..])
            dataSet.SetItems(tag, item = new DataSet());
        Add(item, path[1..], vr, isEmpty);
    }

    /// <summary>Adds a private element and who made it.</summary>
    public static void AddPrivate(DataSet dataSet, string text, string creator, string vr)
    {
        if (!TryParse(text, out var tag) || !tag.IsPrivate || tag.Element < 0x1000)
            return;
        dataSet.Set(new Tag(tag.Group, (ushort)(tag.Element >> 8)), Vr.LO, Encoding.ASCII.GetBytes(creator));
        Set(dataSet, tag, ParseVr(tag, vr));
    }

    private static bool TryParse(string text, out Tag tag)
    {
        var isTag = uint.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value);
        tag = new Tag(value);
        return isTag;
    }

    private static Vr ParseVr(Tag tag, string text) => Enum.TryParse<Vr>(text.Split(' ')[0], out var vr) ? vr : ElementDictionary.GetVr(tag);

    private static void Set(DataSet dataSet, Tag tag, Vr vr, bool isEmpty = false)
    {
        if (vr == Vr.SQ)
            dataSet.SetItems(tag, isEmpty ? [] : [new DataSet()]);
        else
            dataSet.Set(tag, vr, isEmpty ? [] : Value(vr));
    }

    private static byte[] Value(Vr vr) => vr switch
    {
        Vr.DA => "20260102"u8.ToArray(),
        Vr.TM => "030405"u8.ToArray(),
        Vr.DT => "20260102030405"u8.ToArray(),
        Vr.AS => "040Y"u8.ToArray(),
        Vr.IS or Vr.DS => "12"u8.ToArray(),
        Vr.UI => "2.25.12"u8.ToArray(),
        Vr.CS => "INVENTED"u8.ToArray(),
        Vr.PN => "Invented^Name"u8.ToArray(),
        Vr.US or Vr.SS => [1, 0],
        Vr.UL or Vr.SL or Vr.FL or Vr.AT => [1, 0, 0, 0],
        Vr.FD or Vr.UV or Vr.SV => [1, 0, 0, 0, 0, 0, 0, 0],
        Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.UN => new byte[512],
        _ => "invented text"u8.ToArray(),
    };
}
