using System.Text;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Decides in which character set an answer is written and puts its text into it. The first set that the peer may be
/// answered in and that holds all of the text is taken, else the one that loses least: what it does not hold becomes
/// <c>?</c>. Where nothing is prescribed the text keeps its bytes when one declaration serves, else it becomes UTF-8.
/// </summary>
/// <param name="allowed">Best first; empty: that in which the objects came.</param>
internal sealed class AnswerCharacterSet(IReadOnlyList<CharacterSet> allowed)
{
    /// <summary>What the request prescribes: what the peer may be sent, else what the query itself is declared to be in.</summary>
    public static AnswerCharacterSet For(FindRequest request) => For(request.CharacterSets, request.Identifier);

    /// <inheritdoc cref="For(FindRequest)"/>
    public static AnswerCharacterSet For(IReadOnlyList<CharacterSet> prescribed, DataSet identifier)
    {
        if (prescribed.Count > 0)
            return new AnswerCharacterSet(prescribed);
        // One that names the default repertoire or nothing that is known says no more than one that is silent.
        var declared = identifier.CharacterSet;
        return new AnswerCharacterSet(declared.Assumed == declared && declared.DefinedTerms.Any(term => term.Length > 0) ? [declared] : []);
    }

    /// <summary>Declares the character set of an answer with text beyond ASCII, and brings its text into it.</summary>
    /// <param name="text">The elements of the answer that may hold text, each with the character set it came in.</param>
    public void Apply(DataSet answer, IReadOnlyList<(Element Element, CharacterSet CameIn)> text)
    {
        var cameIn = new Dictionary<(string Declaration, bool IsConforming), CharacterSet>();
        var decoded = new StringBuilder();
        foreach (var (element, characterSet) in text)
            Collect(element, characterSet, cameIn, decoded);

        var chosen = allowed.Count > 0 ? CharacterSet.ChooseFor(decoded.ToString(), allowed)
            : cameIn.Count == 1 ? cameIn.Values.First()
            : CharacterSet.Utf8;
        if (chosen.DefinedTerms.Any(term => term.Length > 0))
            answer.SetStrings(Tags.SpecificCharacterSet, [.. chosen.DefinedTerms]);
        if (cameIn.Count == 1 && cameIn.ContainsKey((chosen.ToString(), IsConforming: true)))
            return;
        foreach (var (element, characterSet) in text)
        {
            if (element.IsSequence || element.Vr.UsesSpecificCharacterSet())
                answer.Set(Convert(element, characterSet, chosen));
        }
    }

    private static void Collect(Element element, CharacterSet characterSet, Dictionary<(string Declaration, bool IsConforming), CharacterSet> cameIn, StringBuilder decoded)
    {
        foreach (var item in element.Items)
        {
            var inside = CharacterSetOf(item, characterSet);
            foreach (var inner in item)
                Collect(inner, inside, cameIn, decoded);
        }

        if (element.IsSequence || !EncodedText.NeedsDeclaration(element))
            return;
        cameIn[(characterSet.Assumed.ToString(), characterSet.Assumed.IsConforming)] = characterSet.Assumed;
        decoded.Append(characterSet.Decode(element.Value.Span, element.Vr));
    }

    private static Element Convert(Element element, CharacterSet from, CharacterSet to)
    {
        if (element.IsSequence)
            return Element.Sequence(element.Tag, [.. element.Items.Select(item => Convert(item, CharacterSetOf(item, from), to))]);
        return element.Vr.UsesSpecificCharacterSet()
            ? new Element(element.Tag, element.Vr, to.Encode(from.Decode(element.Value.Span, element.Vr), element.Vr, out _))
            : element;
    }

    /// <summary>The text of a data set in another character set, without a declaration of it.</summary>
    /// <param name="from">That of the text where the data set declares none.</param>
    public static DataSet Convert(DataSet item, CharacterSet from, CharacterSet to)
    {
        var converted = new DataSet();
        foreach (var element in item)
        {
            if (element.Tag != Tags.SpecificCharacterSet)
                converted.Set(Convert(element, from, to));
        }

        return converted;
    }

    private static CharacterSet CharacterSetOf(DataSet item, CharacterSet around) => item.Contains(Tags.SpecificCharacterSet) ? item.CharacterSet : around;
}
