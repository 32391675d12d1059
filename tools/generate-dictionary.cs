#:property PublishAot=false
#:property NoWarn=MA0047

// Writes the *.g.cs files of src/Archive.Protocol/Data from the data dictionary of PS3.6:
//
//   dotnet run tools/generate-dictionary.cs -- <folder with elements.tsv and uids.tsv> [output folder]
//
// elements.tsv: tag, VR, VM, keyword, name, retired. uids.tsv: UID, name, type, information, retired, keyword.
using System.Globalization;
using System.Text;

if (args is not [var source, ..])
    throw new ArgumentException("Name the folder that holds elements.tsv and uids.tsv.", nameof(args));
var output = args is [_, var folder] ? folder : "src/Archive.Protocol/Data";

var elements = ReadTable("elements.tsv", columns: 6).Select(row => new Element(row[0], row[1], row[2], row[3], row[4], row[5] != ""))
    .Where(element => element.Vr != "NONE").ToList(); // items and delimiters have no VR: they are constants of Tag
var uids = ReadTable("uids.tsv", columns: 6).Select(row => new UidRow(row[0], row[1], row[2], row[4] != "", row[5])).ToList();

WriteTags();
WriteElementDictionary();
WriteUidRegistry();
WriteSopClasses();
WriteTransferSyntaxes();

List<string[]> ReadTable(string name, int columns) => File.ReadLines(Path.Combine(source, name)).Skip(1)
    .Select(line => line.Split('\t')).Select(row => row.Length == columns ? row : throw new FormatException($"{name}: '{row[0]}' has {row.Length} columns.")).ToList();

void Write(string name, string body) => File.WriteAllText(Path.Combine(output, name), $$"""
    // Written by tools/generate-dictionary.cs from the data dictionary of PS3.6. Not to be edited by hand.
    #nullable enable
    namespace Archive.Protocol.Data;

    {{body}}
    """.ReplaceLineEndings("\n") + "\n");

// Properties, not fields: the tags are then constants in the code that uses them, and there is no type initialiser of 5,000 assignments.
void WriteTags() => Write("Tags.g.cs", $$"""
    public static partial class Tags
    {
    {{Lines(elements.Where(e => e is { IsPattern: false, Keyword: not "" }), e => $"    public static Tag {e.Keyword} => new(0x{e.Tag});")}}
    }
    """);

void WriteElementDictionary()
{
    var exact = elements.Where(e => !e.IsPattern).OrderBy(e => e.Value).ToList();
    var patterns = elements.Where(e => e.IsPattern).OrderBy(e => e.Value).ToList();
    Write("ElementDictionary.g.cs", $$""""
        public static partial class ElementDictionary
        {
            private static ReadOnlySpan<uint> ExactTags =>
            [
        {{Columns(exact, e => $"0x{e.Value:X8},")}}
            ];

            private static ReadOnlySpan<uint> PatternTags =>
            [
        {{Columns(patterns, e => $"0x{e.Value:X8},")}}
            ];

            private static ReadOnlySpan<uint> PatternMasks =>
            [
        {{Columns(patterns, e => $"0x{e.Mask:X8},")}}
            ];

            // The VR of each exact tag, then of each pattern.
            private static ReadOnlySpan<Vr> Vrs =>
            [
        {{Columns(exact.Concat(patterns), e => $"Vr.{e.DefaultVr},")}}
            ];

            private static ReadOnlySpan<uint> UnsignedOrSignedTags =>
            [
        {{Columns(exact.Where(e => e.Vr == "US or SS"), e => $"0x{e.Value:X8},")}}
            ];

            // VM|keyword|name|R when retired; a line for each exact tag, then for each pattern.
            private static ReadOnlySpan<byte> Text => """
        {{Lines(exact.Concat(patterns), e => $"        {e.Vm}|{e.Keyword}|{e.Name}|{(e.IsRetired ? "R" : "")}")}}

                """u8;
        }
        """");
}

void WriteUidRegistry() => Write("UidRegistry.g.cs", $$""""
    public static partial class UidRegistry
    {
        // UID|name|keyword|kind|R when retired|S when a storage SOP class
        private const string Text = """
    {{Lines(uids, u => $"        {u.Value}|{u.Name}|{u.Keyword}|{u.Kind}|{(u.IsRetired ? "R" : "")}|{(u.IsStorageSopClass ? "S" : "")}")}}
            """;
    }
    """");

void WriteSopClasses() => Write("SopClasses.g.cs", $$"""
    public static partial class SopClasses
    {
    {{Lines(uids.Where(u => u is { Type: "SOP Class" or "Meta SOP Class", Keyword: not "" }), u => $"    public static readonly Uid {u.Keyword} = new(\"{u.Value}\");")}}
    }
    """);

void WriteTransferSyntaxes()
{
    var syntaxes = uids.Where(u => u.Type == "Transfer Syntax").ToList();
    Write("TransferSyntax.g.cs", $$"""
        public sealed partial class TransferSyntax
        {
        {{Lines(syntaxes, u => $"    public static readonly TransferSyntax {u.TypeCasedKeyword} = new(\"{u.Value}\", \"{u.Name}\", {u.Traits});")}}

            /// <summary>Every transfer syntax of the registry, retired ones and those that are no data set encodings included.</summary>
            public static IReadOnlyList<TransferSyntax> All { get; } =
            [
        {{Lines(syntaxes, u => $"        {u.TypeCasedKeyword},")}}
            ];
        }
        """);
}

static string Lines<T>(IEnumerable<T> items, Func<T, string> line) => string.Join('\n', items.Select(line));

static string Columns<T>(IEnumerable<T> items, Func<T, string> cell) =>
    string.Join('\n', items.Select(cell).Chunk(12).Select(row => "        " + string.Join(' ', row)));

/// <param name="Tag">Eight hexadecimal digits; <c>x</c> where any digit stands in the tags of a repeating group.</param>
internal sealed record Element(string Tag, string Vr, string Vm, string Keyword, string Name, bool IsRetired)
{
    public bool IsPattern => Tag.Contains('x', StringComparison.Ordinal);

    public uint Value => uint.Parse(Tag.Replace('x', '0'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public uint Mask => uint.Parse(string.Concat(Tag.Select(c => c == 'x' ? '0' : 'F')), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // In Implicit VR words are OW, whatever Bits Allocated says (PS3.5 A.1); look-up tables then hold the same bytes as OW or US.
    public string DefaultVr => Vr switch
    {
        "OB or OW" or "US or OW" or "US or SS or OW" => "OW",
        "US or SS" => "US",
        { Length: 2 } => Vr,
        _ => throw new FormatException($"({Tag}) has the unknown VR '{Vr}'."),
    };
}

internal sealed record UidRow(string Value, string Name, string Type, bool IsRetired, string Keyword)
{
    public string Kind => Type switch
    {
        "SOP Class" => "SopClass",
        "Meta SOP Class" => "MetaSopClass",
        "Transfer Syntax" => "TransferSyntax",
        "Well-known SOP Instance" => "WellKnownInstance",
        "Well-known frame of reference" or "Synchronization Frame of Reference" => "FrameOfReference",
        "Application Context Name" => "ApplicationContext",
        "Coding Scheme" or "DICOM UIDs as a Coding Scheme" => "CodingScheme",
        "LDAP OID" => "LdapOid",
        "Service Class" => "ServiceClass",
        "Application Hosting Model" or "Mapping Resource" => "Other",
        _ => throw new FormatException($"{Value} is of the unknown kind '{Type}'."),
    };

    // The registry does not say which SOP classes store objects, but their names do; two retired ones have lost theirs.
    public bool IsStorageSopClass => Type == "SOP Class"
        && (Name.Contains("Storage", StringComparison.Ordinal) || Value is "1.2.840.10008.5.1.4.1.1.12.77" or "1.2.840.10008.5.1.4.1.1.40")
        && !Name.StartsWith("Storage Commitment", StringComparison.Ordinal) && Keyword is not ("MediaStorageDirectoryStorage" or "StoredPrintStorage");

    /// <summary>The keyword in the case of this project's names: <c>JPEGLSLossless</c> is <c>JpegLsLossless</c>.</summary>
    public string TypeCasedKeyword => new StringBuilder(Keyword).Replace("HTJ2K", "Htj2k").Replace("JPEGLS", "JpegLs").Replace("JPEGXL", "JpegXl").Replace("JPEG", "Jpeg")
        .Replace("JPIP", "Jpip").Replace("MPEG", "Mpeg").Replace("HEVC", "Hevc").Replace("RLE", "Rle").Replace("VR", "Vr").Replace("XML", "Xml").Replace("MIME", "Mime")
        .Replace("RFC", "Rfc").Replace("SMPTEST", "SmpteSt").Replace("PCM", "Pcm").Replace("STEREO", "Stereo").ToString();

    public string Traits
    {
        get
        {
            var arc = Value["1.2.840.10008.1.2".Length..];
            var traits = new List<string>();
            if (Keyword is "ImplicitVRLittleEndian" or "Papyrus3ImplicitVRLittleEndian")
                traits.Add("Traits.ImplicitVr");
            if (arc is ".2")
                traits.Add("Traits.BigEndian");
            if (arc is ".1.99" or ".4.95" or ".4.205")
                traits.Add("Traits.Deflated");
            if (arc is ".1.98" or ".5" or ".8.1" || (arc.StartsWith(".4.", StringComparison.Ordinal) && !IsReferenced(arc)))
                traits.Add("Traits.Encapsulated");
            if (arc.StartsWith(".4.", StringComparison.Ordinal) && !IsLossless(arc))
                traits.Add("Traits.Lossy");
            if (arc.StartsWith(".6.", StringComparison.Ordinal) || arc.StartsWith(".7.", StringComparison.Ordinal))
                traits.Add("Traits.NoDataSet");
            if (IsRetired)
                traits.Add("Traits.Retired");
            return traits.Count == 0 ? "Traits.None" : string.Join(" | ", traits);
        }
    }

    // JPIP: the data set holds the address of the pixels.
    private static bool IsReferenced(string arc) => arc is ".4.94" or ".4.95" or ".4.204" or ".4.205";

    private static bool IsLossless(string arc) => arc is ".4.57" or ".4.58" or ".4.65" or ".4.66" or ".4.70" or ".4.80" or ".4.90" or ".4.92" or ".4.110" or ".4.201" or ".4.202";
}
