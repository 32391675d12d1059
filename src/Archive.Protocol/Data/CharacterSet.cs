using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Archive.Protocol.Data.CharacterSets;

namespace Archive.Protocol.Data;

/// <summary>
/// The character set that Specific Character Set (0008,0005) declares for the text of a data set (PS3.3 C.12.1.1.2,
/// PS3.5 6.1). Immutable. Neither decoding nor encoding fails: undecodable bytes become U+FFFD, characters outside the
/// set become <c>?</c>.
/// </summary>
public sealed class CharacterSet
{
    private static readonly SearchValues<byte> Ascii = Bytes(except: "\x1B"u8);
    private static readonly SearchValues<byte> AsciiAndRomaji = Bytes(except: "\x1B\\~"u8);

    // Nearly every data set declares one term, spelt right.
    private static readonly FrozenDictionary<string, CharacterSet> SingleTerms;

    private readonly TextCodec _decoder;
    private readonly TextCodec _encoder;

    static CharacterSet()
    {
        var latin1 = Declared([DefinedTerm.Find("ISO_IR 100")], null);
        Default = Undeclared(latin1);
        SingleTerms = DefinedTerm.All.ToFrozenDictionary(term => term.Name, term => Declared([term], null), StringComparer.Ordinal);
        Utf8 = SingleTerms["ISO_IR 192"];
    }

    private CharacterSet(IReadOnlyList<string> definedTerms, TextCodec decoder, TextCodec encoder, CharacterSet? assumed = null, bool isConforming = true)
    {
        DefinedTerms = definedTerms;
        IsConforming = isConforming;
        _decoder = decoder;
        _encoder = encoder;
        Assumed = assumed ?? this;
    }

    /// <summary>Nothing declared: encodes the default repertoire alone, reads bytes above 7F as ISO_IR 100.</summary>
    public static CharacterSet Default { get; }

    /// <summary>UTF-8.</summary>
    public static CharacterSet Utf8 { get; }

    /// <summary>
    /// The values of (0008,0005) that declare this set, spelt as the standard does; empty when nothing is to be declared.
    /// An empty first value stays an empty first value.
    /// </summary>
    public IReadOnlyList<string> DefinedTerms { get; }

    /// <summary>
    /// True when text that came in this set may be sent as it is under <see cref="DefinedTerms"/>; false when it was declared by a
    /// name that no standard has, so that it has to be decoded and encoded.
    /// </summary>
    public bool IsConforming { get; }

    /// <summary>
    /// The set to declare for text as it stands: this one, or where nothing or only the default repertoire was declared the
    /// set that bytes above 7F are read as.
    /// </summary>
    public CharacterSet Assumed { get; }

    /// <summary>
    /// Reads the values of (0008,0005). Misspelt terms and the names that others have for a set are understood; unknown ones are passed
    /// over, bytes above 7F that no other term explains then decode to U+FFFD. Of several values the first that allows no other beside
    /// it wins.
    /// </summary>
    /// <param name="definedTerms">The values in their order, empty ones included.</param>
    /// <param name="undeclared">
    /// What bytes above 7F are read as when nothing or only the default repertoire is declared; ISO_IR 100 when null.
    /// </param>
    public static CharacterSet Parse(IReadOnlyList<string> definedTerms, CharacterSet? undeclared = null)
    {
        if (undeclared is null && definedTerms is [var term] && SingleTerms.TryGetValue(term, out var single))
            return single;
        return definedTerms.All(string.IsNullOrWhiteSpace)
            ? undeclared is null ? Default : Undeclared(undeclared)
            : Declared([.. definedTerms.Select(text => string.IsNullOrWhiteSpace(text) ? DefinedTerm.None : DefinedTerm.Find(text))], undeclared);
    }

    /// <summary>
    /// Chooses the character set in which to send a text: the default repertoire when that is enough, else the first of
    /// <paramref name="allowed"/> that holds every character, else the one of them that loses the fewest.
    /// </summary>
    /// <param name="text">All text that will be sent under one declaration.</param>
    /// <param name="allowed">What the receiver reads, the preferred first; may be empty.</param>
    public static CharacterSet ChooseFor(string text, IReadOnlyList<CharacterSet> allowed)
    {
        var best = Default;
        var fewest = best.CountLosses(text);
        foreach (var candidate in allowed)
        {
            if (fewest == 0)
                break;
            var losses = candidate.CountLosses(text);
            if (losses < fewest)
                (best, fewest) = (candidate, losses);
        }

        return best;
    }

    /// <summary>
    /// The text of a value field, padding and the separators of several values included. VRs that the character set does
    /// not govern are read byte by byte (PS3.5 6.1.2.2).
    /// </summary>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (!vr.UsesSpecificCharacterSet())
            return Encoding.Latin1.GetString(bytes);
        var plain = _decoder.IsAsciiCompatible ? Ascii : AsciiAndRomaji;
        return bytes.ContainsAnyExcept(plain) ? _decoder.Decode(bytes, vr) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>
    /// The values of a value field without their padding: spaces and NULs at the end, and spaces at the start where they
    /// have no meaning (PS3.5 6.2). No values when the field is empty. A byte 5C that is part of a character separates nothing.
    /// </summary>
    public IReadOnlyList<string> DecodeValues(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (bytes.IsEmpty)
            return [];
        var text = Decode(bytes, vr);
        if (vr.IsSingleText())
            return [text.TrimEnd(' ', '\0')];
        if (!text.Contains('\\', StringComparison.Ordinal))
            return [text.Trim(' ', '\0')];
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++)
            values[i] = values[i].Trim(' ', '\0');
        return values;
    }

    /// <summary>The first of <see cref="DecodeValues"/>; empty when there is none.</summary>
    internal string DecodeFirst(ReadOnlySpan<byte> bytes, Vr vr)
    {
        var text = Decode(bytes, vr);
        if (vr.IsSingleText())
            return text.TrimEnd(' ', '\0');
        var end = text.IndexOf('\\', StringComparison.Ordinal);
        return end < 0 ? text.Trim(' ', '\0') : text[..end].Trim(' ', '\0');
    }

    /// <summary>
    /// The bytes of a value field, without padding. A backslash separates values where the VR allows several; in PN
    /// <c>^</c> and <c>=</c> separate components and groups.
    /// </summary>
    /// <param name="lossless">False when characters had to be replaced.</param>
    public byte[] Encode(string text, Vr vr, out bool lossless)
    {
        lossless = true;
        var encoder = vr.UsesSpecificCharacterSet() ? _encoder : Default._encoder;
        if (IsPlain(text, encoder))
            return Encoding.ASCII.GetBytes(text);
        var output = new ArrayBufferWriter<byte>(text.Length * 2);
        lossless = encoder.Encode(text, vr, output) == 0;
        return output.WrittenSpan.ToArray();
    }

    /// <summary>True when the set holds every character of the text.</summary>
    public bool CanEncode(string text) => CountLosses(text) == 0;

    /// <summary>The declaration as it stands in (0008,0005).</summary>
    public override string ToString() => string.Join('\\', DefinedTerms);

    private static CharacterSet Undeclared(CharacterSet readAs) =>
        new([], readAs._decoder, new Iso2022Codec(GraphicSet.Ascii, null, []), readAs.Assumed);

    private static CharacterSet Declared(DefinedTerm?[] terms, CharacterSet? undeclared)
    {
        if (Array.Find(terms, term => term?.StandAlone is not null) is { StandAlone: { } codec } alone)
            return new CharacterSet([alone.Name], codec, alone.Encoder ?? codec, isConforming: alone.IsConforming);

        var extensions = new Iso2022Codec(
            terms[0]?.G0 is { Width: 1 } g0 ? g0 : GraphicSet.Ascii,
            terms[0]?.G1 is { Width: 1 } g1 ? g1 : null,
            terms.SelectMany(term => new[] { term?.G0, term?.G1 }).OfType<GraphicSet>());
        var isDefaultRepertoire = Array.TrueForAll(terms, term => term is { G1: null } && term.G0 == GraphicSet.Ascii);
        // A set with two bytes to a character is no initial one (PS3.3 C.12.1.1.2): an empty value stands before it.
        var isInitial = terms[0] is not ({ G0.Width: 2 } or { G1.Width: 2 });
        return new CharacterSet(
            [.. isInitial ? [] : (string[])[string.Empty], .. terms.Select(term => term?.Name ?? string.Empty)],
            isDefaultRepertoire ? (undeclared ?? Default)._decoder : extensions,
            extensions,
            isDefaultRepertoire ? (undeclared ?? Default).Assumed : null,
            Array.TrueForAll(terms, term => term is not { IsConforming: false }));
    }

    private static SearchValues<byte> Bytes(ReadOnlySpan<byte> except)
    {
        Span<byte> bytes = stackalloc byte[128];
        var count = 0;
        for (byte value = 0; value < 0x80; value++)
        {
            if (!except.Contains(value))
                bytes[count++] = value;
        }

        return SearchValues.Create(bytes[..count]);
    }

    private static bool IsPlain(string text, TextCodec codec) =>
        text.Length == 0
        || (codec.IsAsciiCompatible && System.Text.Ascii.IsValid(text) && !text.Contains('\x1B', StringComparison.Ordinal));

    // Counted as PN, the VR with the most delimiters.
    private int CountLosses(string text) =>
        IsPlain(text, _encoder) ? 0 : _encoder.Encode(text, Vr.PN, new ArrayBufferWriter<byte>(text.Length * 2));
}
