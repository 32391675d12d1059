using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

/// <summary>What the reader makes of real files is compared, element by element, with what DCMTK makes of them.</summary>
public sealed class DcmdumpComparisonTests
{
    private static readonly string[] Misread =
    [
        "open/fileset/pcir/DICOMDIR-nooffset", // the length of its last item passes the end of the file by 24 bytes; DCMTK overlooks it
        "open/transfer-syntaxes/jpeg-baseline-50/US-ATL-jpeg50.dcm", // counts the group length (0008,0000) as file meta information; DCMTK believes it
    ];

    /// <summary>The samples that dcmdump reads.</summary>
    public static TheoryData<string> Samples => DcmdumpReader.Program is null ? [] :
        [.. SharedFiles.Find("samples", "INDEX.tsv").SelectMany(index => File.ReadLines(SharedFiles.PathOf("samples", index)))
            .Select(line => line.Split('\t')).Where(row => row[0].StartsWith("open/", StringComparison.Ordinal) && row[17] == "ok" && !Misread.Contains(row[0])).Select(row => row[0])];

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public async Task Everything_that_dcmdump_reads_is_read_alike(string sample)
    {
        var path = SharedFiles.PathOf("samples", sample);
        var expected = await DcmdumpReader.ReadDataSetAsync(path);

        var actual = new List<DumpedElement>();
        Flatten(Part10File.Read(await File.ReadAllBytesAsync(path)).ReadDataSet(), 0, actual);

        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
            AssertAlike(expected[i], actual[i]);
        Assert.Equal(expected.Count, actual.Count);
    }

    private static void AssertAlike(DumpedElement expected, DumpedElement actual)
    {
        var alike = expected.Depth == actual.Depth && expected.Tag == actual.Tag && IsSameVr(expected, actual);
        if (alike && actual.Length is { } length)
            alike = IsSameLength(expected, length) && (IsNotPrinted(expected.Text) || expected.Vr != actual.Vr || IsSameText(expected.Text, actual));
        Assert.True(alike, $"dcmdump reads {expected}, the archive {actual}");
    }

    // DCMTK's own names and views: unknown, one of several VRs, an offset in a DICOMDIR, encapsulated pixels and curves as OB.
    private static bool IsSameVr(DumpedElement expected, DumpedElement actual) => expected.Vr == actual.Vr || expected.Vr switch
    {
        "??" => actual.Vr == "UN",
        "lt" => actual.Vr is "OW" or "SS" or "US",
        "up" => actual.Vr == "UL",
        "xs" => actual.Vr is "SS" or "US",
        "OB" when actual.Vr == "OW" => true,
        _ => actual.Vr == "UN" && actual.Tag.IsPrivate, // it has a dictionary of private elements
    };

    // It pads what it loads.
    private static bool IsSameLength(DumpedElement expected, int length) => expected.Length == length || expected.Length == length + 1;

    private static bool IsNotPrinted(string text) => text.StartsWith("(no", StringComparison.Ordinal);

    private static bool IsSameText(string expected, DumpedElement actual)
    {
        if (actual.Vr is not ("FD" or "FL" or "OD" or "OF"))
            return Trim(expected is ['[', .. var text, ']'] ? text : expected) == Trim(actual.Text);
        return Numbers(expected).Zip(Numbers(actual.Text)).All(pair => Math.Abs(pair.First - pair.Second) <= Math.Abs(pair.First) * 1e-8);
    }

    private static string Trim(string text) => text.Trim(' ', '\0').TrimEnd('\\', '0');

    private static IEnumerable<double> Numbers(string text) => text.Split('\\').Select(number => double.Parse(number, CultureInfo.InvariantCulture));

    private static void Flatten(DataSet dataSet, int depth, List<DumpedElement> elements)
    {
        foreach (var element in dataSet)
        {
            elements.Add(new DumpedElement(depth, element.Tag, element.Vr.ToCode(), element.IsSequence || element.IsEncapsulated ? null : element.Value.Length, Print(element)));
            foreach (var fragment in element.Fragments)
                elements.Add(new DumpedElement(depth, Tag.Item, "pi", fragment.Length, PrintNumbers(fragment.Span, 1, unit => $"{unit[0]:x2}")));
            foreach (var item in element.Items)
            {
                elements.Add(new DumpedElement(depth, Tag.Item, "na", null, string.Empty));
                Flatten(item, depth + 1, elements);
            }
        }
    }

    private static string Print(Element element)
    {
        var value = element.Value.Span;
        return element.Vr switch
        {
            Vr.AT => PrintNumbers(value, 4, unit => $"({BinaryPrimitives.ReadUInt16LittleEndian(unit):x4},{BinaryPrimitives.ReadUInt16LittleEndian(unit[2..]):x4})"),
            Vr.OB or Vr.UN => PrintNumbers(value, 1, unit => $"{unit[0]:x2}"),
            Vr.OW => PrintNumbers(value, 2, unit => $"{BinaryPrimitives.ReadUInt16LittleEndian(unit):x4}"),
            Vr.SS => PrintNumbers(value, 2, unit => BinaryPrimitives.ReadInt16LittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            Vr.US => PrintNumbers(value, 2, unit => BinaryPrimitives.ReadUInt16LittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            Vr.SL => PrintNumbers(value, 4, unit => BinaryPrimitives.ReadInt32LittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            Vr.UL or Vr.OL => PrintNumbers(value, 4, unit => BinaryPrimitives.ReadUInt32LittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            Vr.SV => PrintNumbers(value, 8, unit => BinaryPrimitives.ReadInt64LittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            Vr.UV or Vr.OV => PrintNumbers(value, 8, unit => BinaryPrimitives.ReadUInt64LittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            Vr.FL or Vr.OF => PrintNumbers(value, 4, unit => ((double)BinaryPrimitives.ReadSingleLittleEndian(unit)).ToString(CultureInfo.InvariantCulture)),
            Vr.FD or Vr.OD => PrintNumbers(value, 8, unit => BinaryPrimitives.ReadDoubleLittleEndian(unit).ToString(CultureInfo.InvariantCulture)),
            _ => Encoding.Latin1.GetString(value),
        };
    }

    private static string PrintNumbers(ReadOnlySpan<byte> value, int size, Func<ReadOnlySpan<byte>, string> print)
    {
        var numbers = new List<string>();
        for (; value.Length >= size; value = value[size..])
            numbers.Add(print(value[..size]));
        return string.Join('\\', numbers);
    }
}
