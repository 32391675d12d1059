using System.Buffers;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>What can be said of the text of an element without decoding it.</summary>
internal static class EncodedText
{
    // Yen sign and overline of ISO_IR 13 stand where others have backslash and tilde: plain enough to be left undeclared.
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(value => value != 0x1B).Select(value => (byte)value)]);

    /// <summary>True when the element, or one in its items, has text beyond what reads the same in every character set.</summary>
    public static bool NeedsDeclaration(Element element)
    {
        if (!element.IsSequence)
            return element.Vr.UsesSpecificCharacterSet() && element.Value.Span.ContainsAnyExcept(Plain);
        foreach (var item in element.Items)
        {
            foreach (var inner in item)
            {
                if (NeedsDeclaration(inner))
                    return true;
            }
        }

        return false;
    }
}
