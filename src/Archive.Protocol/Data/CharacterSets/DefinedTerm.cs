using System.Collections.Frozen;

namespace Archive.Protocol.Data.CharacterSets;

/// <summary>A Defined Term of Specific Character Set (PS3.3 C.12.1.1.2, tables C.12-2 to C.12-5) and the sets it stands for.</summary>
internal sealed class DefinedTerm
{
    /// <summary>An empty value, which stands for the default repertoire.</summary>
    public static readonly DefinedTerm None = new(string.Empty, GraphicSet.Ascii, null, null);

    public static readonly IReadOnlyList<DefinedTerm> All = [.. Tables()];

    private static readonly FrozenDictionary<string, DefinedTerm> ByKey = All.ToFrozenDictionary(term => Key(term.Name), StringComparer.Ordinal);

    private DefinedTerm(string name, GraphicSet? g0, GraphicSet? g1, TextCodec? standAlone)
    {
        Name = name;
        G0 = g0;
        G1 = g1;
        StandAlone = standAlone;
    }

    public string Name { get; }

    public GraphicSet? G0 { get; }

    public GraphicSet? G1 { get; }

    /// <summary>Set for the terms that stand alone: no other set and no code extension beside them.</summary>
    public TextCodec? StandAlone { get; }

    /// <summary>Finds a term however it is spelt: case, spaces, hyphens and underscores do not count (<c>iso-ir_100</c>).</summary>
    public static DefinedTerm? Find(string text) => ByKey.GetValueOrDefault(Key(text));

    private static string Key(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

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
