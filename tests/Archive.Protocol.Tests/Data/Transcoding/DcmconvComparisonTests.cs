using System.Diagnostics;
using Archive.Protocol.Data;
using Archive.Testing;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Transcoding;

/// <summary>Objects are compared, element by element, with what DCMTK's <c>dcmconv</c> makes of them, and must be read by <c>dcmdump</c>.</summary>
public sealed class DcmconvComparisonTests : IDisposable
{
    private static readonly (TransferSyntax Syntax, string Option)[] Targets =
    [
        (TransferSyntax.ImplicitVrLittleEndian, "+ti"), (TransferSyntax.ExplicitVrLittleEndian, "+te"),
        (TransferSyntax.ExplicitVrBigEndian, "+tb"), (TransferSyntax.DeflatedExplicitVrLittleEndian, "+td"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archive-dcmconv-");

    /// <summary>One native object of each kind and transfer syntax.</summary>
    public static TheoryData<string> Samples => DcmdumpReader.Program is null ? [] :
        [.. SharedFiles.Find("samples", "INDEX.tsv").SelectMany(index => File.ReadLines(SharedFiles.PathOf("samples", index)))
            .Select(line => line.Split('\t'))
            .Where(row => row[0].StartsWith("open/", StringComparison.Ordinal) && row[17] == "ok" && Targets.Any(target => target.Syntax.Uid.Value == row[5]))
            .DistinctBy(row => (Path.GetDirectoryName(row[0]), row[5]))
            .Select(row => row[0])];

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public async Task An_object_is_re_encoded_as_dcmconv_does(string sample)
    {
        var path = SharedFiles.PathOf("samples", sample);
        var file = Part10File.Read(await File.ReadAllBytesAsync(path));
        foreach (var (syntax, option) in Targets.Where(target => target.Syntax != file.TransferSyntax))
        {
            var ours = Reencode(file.DataSetBytes.ToArray(), file.TransferSyntax, syntax);
            var (oursPath, theirsPath) = (Path.Combine(_folder.FullName, "ours"), Path.Combine(_folder.FullName, "theirs"));
            byte[] prefix = Part10.CreatePrefix(file.Meta.GetUid(Tags.MediaStorageSOPClassUID), file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID), syntax);
            await File.WriteAllBytesAsync(oursPath, [.. prefix, .. ours]);
            await RunAsync("dcmdump", "-q", oursPath);
            await RunAsync("dcmconv", "-q", "-g", "-e", option, path, theirsPath);

            var expected = Flatten(Part10File.Read(await File.ReadAllBytesAsync(theirsPath)).ReadDataSet()).ToList();
            var actual = Flatten(DataSetReader.Read(ours, syntax)).ToList();
            Assert.All(expected.Zip(actual), pair => Assert.True(IsAlike(pair.First, pair.Second), $"{syntax}: dcmconv makes {pair.First}, the archive {pair.Second}"));
            Assert.Equal(expected.Count, actual.Count);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool IsAlike(FlatElement expected, FlatElement actual) =>
        (expected with { Vr = actual.Vr }) == actual && IsSameVr(expected, actual);

    // It has a dictionary of private elements. Of OB and OW, which PS3.5 A.2 leaves open for pixels of 8 bits and less, it takes OW.
    private static bool IsSameVr(FlatElement expected, FlatElement actual) => expected.Vr == actual.Vr || actual.Tag.IsPrivate
        || (expected.Vr, actual.Vr) == (Vr.OW, Vr.OB);

    private static IEnumerable<FlatElement> Flatten(DataSet dataSet, int depth = 0) => dataSet.SelectMany(element => element.Items
        .SelectMany(item => Flatten(item, depth + 1).Prepend(new FlatElement(depth, Tag.Item, Vr.None, string.Empty)))
        .Prepend(new FlatElement(depth, element.Tag, element.Vr, Convert.ToHexString(WithoutPadding(element)))));

    // It takes spaces off the end of text, all of them.
    private static ReadOnlySpan<byte> WithoutPadding(Element element) =>
        element.Vr.IsText() || element.Tag.IsPrivate ? element.Value.Span.TrimEnd(" \0"u8) : element.Value.Span;

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} fails on {arguments[^1]}.");
    }

    private sealed record FlatElement(int Depth, Tag Tag, Vr Vr, string Value)
    {
        public override string ToString() => $"{Depth} {Tag} {Vr.ToCode()} {Value.Length / 2}: {Value[..Math.Min(Value.Length, 60)]}";
    }
}
