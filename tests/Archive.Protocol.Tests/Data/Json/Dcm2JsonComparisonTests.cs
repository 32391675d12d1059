using System.Globalization;
using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.Json;

/// <summary>DCMTK's dcm2json writes the same of every sample that it can read.</summary>
public sealed class Dcm2JsonComparisonTests
{
    // The VR of retired curves in Implicit VR: both are allowed.
    private const string CurveData = "50003000";

    // It writes UTF-8, whatever the character set of the file was: the standard keeps that (PS3.18 F.2.2, note 3).
    private const string CharacterSet = "00080005";

    // It writes no fragments of pixel data, and few character sets.
    private static readonly string[] NotWritten =
    [
        "by-modality/CR/CR-ModalitySequenceLUT.dcm", "by-modality/CT/2024-05-30-GuillemVela.dcm", "by-modality/CT/CT-JPEGLosslessSV1.dcm",
        "by-modality/MG/GH133.dcm", "by-modality/MR/GH064.dcm", "by-modality/MR/MR-JPEGLosslessSV1.dcm", "by-modality/PR/CR000000.dcm",
        "by-modality/PT/GH184.dcm", "by-modality/US-multiframe/IM00001.implicit_little_endian.dcm",
        "by-modality/US-multiframe/US-PAL-8-10x-echo.dcm", "by-modality/US-multiframe/examples_ybr_color.dcm", "by-modality/VL/JPEGwithIcon.dcm",
        "by-modality/VL/VL1_J2KI.dcm", "by-modality/VL/multiframe.dcm", "by-modality/XA/HasFragmentSequence.dcm", "by-modality/XA/XA1_J2KI.dcm",
        "synthetic/charsets/cs-jp-6-87.dcm", "synthetic/charsets/cs-jp-87-159.dcm", "synthetic/charsets/cs-latin9-203.dcm",
        "synthetic/modality/es-endoscopy-jpeg.dcm", "synthetic/modality/es-video-hevc.dcm", "synthetic/modality/es-video-mpeg2.dcm",
        "synthetic/modality/xc-video-h264.dcm", "synthetic/mpps/mpps-3-ncreate-in-progress.dcm", "synthetic/mpps/mpps-3-nset-completed.dcm",
    ];

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public async Task DCMTK_writes_the_same(string path)
    {
        var fullPath = SharedFiles.PathOf("samples", "open", path);
        var result = await DcmtkTool.RunAsync("dcm2json", "--compact-code", fullPath);
        Assert.True(result.ExitCode == 0, result.Output);
        using var expected = JsonDocument.Parse(result.Output[result.Output.IndexOf('{', StringComparison.Ordinal)..(result.Output.LastIndexOf('}') + 1)]);
        using var actual = JsonDocument.Parse(DicomJsonWriter.ToArray(Part10File.Read(await File.ReadAllBytesAsync(fullPath)).ReadDataSet()));

        Assert.Equal("", string.Join('\n', Compare(expected.RootElement, actual.RootElement, "")));
    }

    /// <summary>Without one whose pixel data has an odd length, which DCMTK pads.</summary>
    public static TheoryData<string> Samples() =>
        [.. Below("by-modality").Concat(Below("synthetic")).Except(NotWritten).Where(path => !path.EndsWith("dx_image.dcm", StringComparison.Ordinal))];

    private static IEnumerable<string> Below(string folder) => SharedFiles.Find(Path.Combine("samples", "open", folder), "*.dcm").Select(path => Path.Combine(folder, path));

    private static IEnumerable<string> Compare(JsonElement expected, JsonElement actual, string place)
    {
        var theirs = expected.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        var ours = actual.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        foreach (var name in theirs.Keys.Union(ours.Keys).Where(name => name is not (CharacterSet or CurveData)))
        {
            if (!theirs.TryGetValue(name, out var their) || !ours.TryGetValue(name, out var our))
                yield return $"{place}/{name} is not on both sides";
            else if (their.GetProperty("vr").GetString() != our.GetProperty("vr").GetString())
                yield return $"{place}/{name} has vr {their.GetProperty("vr")}, here {our.GetProperty("vr")}";
            else
            {
                foreach (var difference in CompareValues(their, our, $"{place}/{name}"))
                    yield return difference;
            }
        }
    }

    private static IEnumerable<string> CompareValues(JsonElement expected, JsonElement actual, string place)
    {
        if (expected.TryGetProperty("BulkDataURI", out _))
            yield break;
        JsonElement[] theirs = [.. Values(expected)], ours = [.. Values(actual)];
        if (theirs.Length == 0 && Array.TrueForAll(ours, value => Normalize(value).Length == 0))
            yield break;
        if (theirs.Length != ours.Length)
        {
            yield return $"{place}: {expected} against {actual}";
            yield break;
        }

        for (var i = 0; i < theirs.Length; i++)
        {
            if (expected.GetProperty("vr").GetString() == "SQ")
            {
                foreach (var difference in Compare(theirs[i], ours[i], $"{place}[{i}]"))
                    yield return difference;
            }
            else if (Normalize(theirs[i]) != Normalize(ours[i]))
            {
                yield return $"{place}: {theirs[i]} against {ours[i]}";
            }
        }
    }

    private static IEnumerable<JsonElement> Values(JsonElement attribute) =>
        attribute.TryGetProperty("Value", out var values) ? values.EnumerateArray()
        : attribute.TryGetProperty("InlineBinary", out var binary) ? [binary]
        : [];

    // It writes FL with more digits than it has, and leaves out padding by NUL, carets at the end of a name and names of carets alone.
    private static string Normalize(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => (value.GetSingle() + 0f).ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.Object => string.Join('=', value.EnumerateObject().Select(group => group.Value.GetString()!.TrimEnd('^'))),
        _ => value.ToString().TrimEnd('\0'),
    };
}
