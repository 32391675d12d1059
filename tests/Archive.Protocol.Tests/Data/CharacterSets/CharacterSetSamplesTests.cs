using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.CharacterSets;

/// <summary>Text of real files is compared with what DCMTK makes of it, and with the known names where DCMTK gives up.</summary>
public sealed class CharacterSetSamplesTests
{
    private const string Japanese = "Yamada^Tarou=山田^太郎=やまだ^たろう";
    private const string HalfWidthJapanese = "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう";

    // DCMTK with the C library's iconv converts neither Japanese code extensions nor Latin-9.
    private static readonly Dictionary<string, string> NamesBeyondDcmtk = new(StringComparer.Ordinal)
    {
        ["charsets/chrH31.dcm"] = Japanese,
        ["charsets/chrH32.dcm"] = HalfWidthJapanese,
        ["charsets/chrJapMulti.dcm"] = "やまだ^たろう",
        ["charsets/chrJapMultiExplicitIR6.dcm"] = "やまだ^たろう",
        ["charsets/chrSQEncoding.dcm"] = HalfWidthJapanese,
        ["charsets/chrSQEncoding1.dcm"] = HalfWidthJapanese,
        ["synthetic/charsets/cs-jp-6-87.dcm"] = "Suzuki^Ichiro=鈴木^一郎=すずき^いちろう",
        ["synthetic/charsets/cs-jp-87-159.dcm"] = "Uchida^Q=内田^丂丄=",
        ["synthetic/charsets/cs-latin9-203.dcm"] = "Œuvre^Žofie",
    };

    public static TheoryData<string> DcmtkSamples => DcmdumpReader.Program is null ? [] : [.. Samples().Where(sample => !NamesBeyondDcmtk.ContainsKey(sample))];

    public static TheoryData<string> OtherSamples => [.. Samples().Where(NamesBeyondDcmtk.ContainsKey)];

    public static TheoryData<string> BrokenSamples => [.. SharedFiles.Find("samples/malformed", "38-charset-broken.dcm")];

    [SharedTheory]
    [MemberData(nameof(DcmtkSamples))]
    public async Task Text_is_what_dcmdump_makes_of_it(string sample)
    {
        var path = SharedFiles.PathOf("samples", "open", sample);
        var dump = await DcmdumpReader.ReadDataSetAsync(path, "+U8");
        var expected = from element in dump where IsText(element.Vr) && element.Text is ['[', .., ']'] select (element.Tag, FromUtf8(element.Text[1..^1]));

        Assert.Equal(expected, Texts(Part10File.Read(await File.ReadAllBytesAsync(path)).ReadDataSet()));
    }

    [SharedTheory]
    [MemberData(nameof(OtherSamples))]
    public async Task Name_is_the_known_one(string sample)
    {
        var path = SharedFiles.PathOf("samples", "open", sample);

        var texts = Texts(Part10File.Read(await File.ReadAllBytesAsync(path)).ReadDataSet());

        Assert.Contains((Tags.PatientName, NamesBeyondDcmtk[sample]), texts);
    }

    [SharedTheory]
    [MemberData(nameof(BrokenSamples))]
    public async Task Broken_text_is_read_with_replacements(string sample)
    {
        var path = SharedFiles.PathOf("samples", "malformed", sample);

        var name = Part10File.Read(await File.ReadAllBytesAsync(path)).ReadDataSet().GetString(Tags.PatientName)!;

        Assert.Contains('\uFFFD', name);
        Assert.DoesNotContain('\x1B', name);
    }

    private static IEnumerable<string> Samples() =>
        from folder in new[] { "charsets", "synthetic/charsets" } from file in SharedFiles.Find($"samples/open/{folder}", "*.dcm") select $"{folder}/{file}";

    private static bool IsText(string vr) => vr is "LO" or "LT" or "PN" or "SH" or "ST" or "UC" or "UT";

    private static string FromUtf8(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes)).Trim();

    private static IEnumerable<(Tag Tag, string Text)> Texts(DataSet dataSet)
    {
        foreach (var element in dataSet)
        {
            if (element.Vr.UsesSpecificCharacterSet() && !element.IsEmpty)
                yield return (element.Tag, string.Join('\\', dataSet.GetStrings(element.Tag)).Trim());
            foreach (var text in element.Items.SelectMany(Texts))
                yield return text;
        }
    }
}
