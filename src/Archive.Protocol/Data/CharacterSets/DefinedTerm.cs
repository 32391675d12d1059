using System.Collections.Frozen;

namespace Archive.Protocol.Data.CharacterSets;

/// <summary>A Defined Term of Specific Character Set (PS3.3 C.12.1.1.2, tables C.12-2 to C.12-5) and the sets it stands for.</summary>
internal sealed class DefinedTerm
{
    /// <summary>An empty value, which stands for the default repertoire.</summary>
    public static readonly DefinedTerm None = new(string.Empty, GraphicSet.Ascii, null, null);

    public static readonly IReadOnlyList<DefinedTerm> All = [.. Tables()];

    // What the standard says first: no other spelling may take the place of one of its terms.
    private static readonly FrozenDictionary<string, DefinedTerm> ByKey = All.Select(term => (Spelling: term.Name, Term: term)).Concat(OtherSpellings())
        .DistinctBy(entry => Key(entry.Spelling)).ToFrozenDictionary(entry => Key(entry.Spelling), entry => entry.Term, StringComparer.Ordinal);

    private DefinedTerm(string name, GraphicSet? g0, GraphicSet? g1, TextCodec? standAlone, TextCodec? encoder = null)
    {
        Name = name;
        G0 = g0;
        G1 = g1;
        StandAlone = standAlone;
        Encoder = encoder;
    }

    public string Name { get; }

    public GraphicSet? G0 { get; }

    public GraphicSet? G1 { get; }

    /// <summary>Set for the terms that stand alone: no other set and no code extension beside them.</summary>
    public TextCodec? StandAlone { get; }

    /// <summary>Set where text comes in a set that is not the standard's: what it is written in then, under <see cref="Name"/>.</summary>
    public TextCodec? Encoder { get; }

    /// <summary>False where text that came under another spelling may not be as the term demands, and is to be written anew.</summary>
    public bool IsConforming { get; private init; } = true;

    /// <summary>
    /// Finds a term however it is spelt: case, spaces, hyphens and underscores do not count (<c>iso-ir_100</c>), and the names
    /// of <see cref="SpellingTable"/> that others have for a set are understood.
    /// </summary>
    public static DefinedTerm? Find(string text) => ByKey.GetValueOrDefault(Key(text));

    private static string Key(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>A set with two bytes to a character comes as it is in EUC, without the escape sequences that the term demands.</summary>
    private static IEnumerable<(string Spelling, DefinedTerm Term)> OtherSpellings()
    {
        var terms = All.ToDictionary(term => term.Name, StringComparer.Ordinal);
        foreach (var (name, spellings) in SpellingTable.Terms)
        {
            var term = terms[name];
            var meant = term is { G0.Width: 2 } or { G1.Width: 2 } ? new DefinedTerm(name, term.G0, term.G1, null) { IsConforming = false } : term;
            foreach (var spelling in spellings)
                yield return (spelling, meant);
        }

        foreach (var (codePage, spellings) in SpellingTable.CodePages)
        {
            var meant = new DefinedTerm("ISO_IR 192", null, null, new StandAloneCodec(codePage), StandAloneCodec.Utf8) { IsConforming = false };
            foreach (var spelling in spellings)
                yield return (spelling, meant);
        }
    }

    private static IEnumerable<DefinedTerm> Tables()
    {
        (int Number, GraphicSet? G0, GraphicSet? G1)[] singleByte =
        [
            (6, GraphicSet.Ascii, null), (100, GraphicSet.Ascii, GraphicSet.Latin1), (101, GraphicSet.Ascii, GraphicSet.Latin2),
            (109, GraphicSet.Ascii, GraphicSet.Latin3), (110, GraphicSet.Ascii, GraphicSet.Latin4),
            (144, GraphicSet.Ascii, GraphicSet.Cyrillic), (127, GraphicSet.Ascii, GraphicSet.Arabic),
            (126, GraphicSet.Ascii, GraphicSet.Greek), (138, GraphicSet.Ascii, GraphicSet.Hebrew),
            (148, GraphicSet.Ascii, GraphicSet.Latin5), (203, GraphicSet.Ascii, GraphicSet.Latin9),
            (13, GraphicSet.JisRomaji, GraphicSet.JisKatakana), (166, GraphicSet.Ascii, GraphicSet.Thai),
        ];
        foreach (var (number, g0, g1) in singleByte)
        {
            yield return new DefinedTerm($"ISO_IR {number}", g0, g1, null);
            yield return new DefinedTerm($"ISO 2022 IR {number}", g0, g1, null);
        }

        yield return new DefinedTerm("ISO 2022 IR 87", GraphicSet.JisX0208, null, null);
        yield return new DefinedTerm("ISO 2022 IR 159", GraphicSet.JisX0212, null, null);
        yield return new DefinedTerm("ISO 2022 IR 149", null, GraphicSet.KsX1001, null);
        yield return new DefinedTerm("ISO 2022 IR 58", null, GraphicSet.Gb2312, null);
        yield return new DefinedTerm("ISO_IR 192", null, null, StandAloneCodec.Utf8);
        yield return new DefinedTerm("GB18030", null, null, StandAloneCodec.Gb18030);
        yield return new DefinedTerm("GBK", null, null, StandAloneCodec.Gbk);
    }
}
