using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Gathers an answer's elements, which come from data sets that may each declare another character set. When one
/// declaration is right for all of them, they keep their bytes; else all are written anew in UTF-8.
/// </summary>
internal sealed class AnswerText
{
    private readonly List<(Element Element, CharacterSet CharacterSet)> _elements = [];

    public void Add(Element element, CharacterSet characterSet) => _elements.Add((element, characterSet));

    /// <summary>Puts the elements into the answer, and the Specific Character Set (0008,0005) that is right for them.</summary>
    public void WriteTo(DataSet answer)
    {
        var needed = _elements.Where(entry => NeedsDeclaration(entry.Element)).Select(entry => entry.CharacterSet)
            .DistinctBy(characterSet => characterSet.ToString(), StringComparer.Ordinal).ToList();
        var common = needed switch
        {
            [] => CharacterSet.Default,
            [var one] => one,
            _ => CharacterSet.Utf8,
        };
        if (common.DefinedTerms.Count > 0)
            answer.SetStrings(Tags.SpecificCharacterSet, [.. common.DefinedTerms]);
        foreach (var (element, characterSet) in _elements)
            answer.Set(needed.Count <= 1 ? element : ToUtf8(element, characterSet));
    }

    /// <summary>True when the text goes beyond what reads the same in every character set.</summary>
    private static bool NeedsDeclaration(Element element)
    {
        if (element.IsSequence)
            return element.Items.Any(item => item.Any(NeedsDeclaration));
        return element.Vr.UsesSpecificCharacterSet() && (element.Value.Span.ContainsAnyExceptInRange((byte)0, (byte)0x7F) || element.Value.Span.Contains((byte)0x1B));
    }

    private static Element ToUtf8(Element element, CharacterSet from)
    {
        if (element.IsSequence)
            return Element.Sequence(element.Tag, [.. element.Items.Select(item => ToUtf8(item, from))]);
        if (!element.Vr.UsesSpecificCharacterSet())
            return element;
        return new Element(element.Tag, element.Vr, CharacterSet.Utf8.Encode(from.Decode(element.Value.Span, element.Vr), element.Vr, out _));
    }

    private static DataSet ToUtf8(DataSet item, CharacterSet around)
    {
        var from = item.Contains(Tags.SpecificCharacterSet) ? item.CharacterSet : around;
        var result = new DataSet();
        foreach (var element in item)
        {
            if (element.Tag != Tags.SpecificCharacterSet)
                result.Set(ToUtf8(element, from));
        }

        return result;
    }
}
