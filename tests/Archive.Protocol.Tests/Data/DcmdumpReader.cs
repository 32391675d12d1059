using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

/// <summary>A line of DCMTK's <c>dcmdump</c>: an element, an item or a fragment.</summary>
/// <param name="Depth">How many items are around it.</param>
/// <param name="Length">Null for undefined length.</param>
/// <param name="Text">The value as printed: in brackets for text, by backslashes parted numbers otherwise.</param>
internal sealed record DumpedElement(int Depth, Tag Tag, string Vr, int? Length, string Text);

/// <summary>Runs DCMTK's <c>dcmdump</c>, an independent reader of the same files.</summary>
internal static partial class DcmdumpReader
{
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "dcmdump")).FirstOrDefault(File.Exists);

    /// <summary>All elements of the data set in a file, but not the delimiters.</summary>
    /// <param name="conversion">The option that says what becomes of text: as it is, or <c>+U8</c> for UTF-8.</param>
    public static async Task<IReadOnlyList<DumpedElement>> ReadDataSetAsync(string path, string conversion = "-Un")
    {
        // Control and non-ASCII bytes as XML entities, so that an element is a line; values above 4 KB are not printed.
        using var dump = Process.Start(new ProcessStartInfo(Program!, ["-q", "-M", "+L", "+Qn", conversion, path])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
            UseShellExecute = false,
        })!;
        var output = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.True(dump.ExitCode == 0, $"dcmdump does not read {path}.");
        return [.. output.Split('\n').SkipWhile(line => line != "# Dicom-Data-Set").Select(line => Line().Match(line)).Where(match => match.Success).Select(Parse)
            .Where(element => element.Tag != Tag.ItemDelimitation && element.Tag != Tag.SequenceDelimitation)];
    }

    [GeneratedRegex(@"^(?<indent> *)\((?<tag>[0-9a-f]{4},[0-9a-f]{4})\) (?<vr>\S\S) (?<text>.*?) +# +(?<length>u/l|\d+), *\d+ [^#\]]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    private static DumpedElement Parse(Match line)
    {
        Assert.True(Tag.TryParse(line.Groups["tag"].Value, out var tag));
        return new DumpedElement(
            line.Groups["indent"].Length / 4,
            tag,
            line.Groups["vr"].Value,
            line.Groups["length"].Value == "u/l" ? null : int.Parse(line.Groups["length"].Value, CultureInfo.InvariantCulture),
            WebUtility.HtmlDecode(line.Groups["text"].Value));
    }
}
