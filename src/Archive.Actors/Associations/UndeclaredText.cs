using Archive.Protocol.Data;

namespace Archive.Actors.Associations;

/// <summary>Text of peers that write beyond ASCII and do not say in which character set.</summary>
internal static class UndeclaredText
{
    /// <summary>Declares <paramref name="undeclared"/> for a data set that needs a declaration and has none. Its text stays as it is.</summary>
    public static void DeclareCharacterSet(this DataSet dataSet, CharacterSet? undeclared)
    {
        if (undeclared is not null && !(dataSet.TryGet(Tags.SpecificCharacterSet, out var declared) && !declared.IsEmpty) && dataSet.Any(NeedsDeclaration))
            dataSet.SetStrings(Tags.SpecificCharacterSet, [.. undeclared.DefinedTerms]);
    }

    private static bool NeedsDeclaration(Element element) => element.IsSequence
        ? element.Items.Any(item => item.Any(NeedsDeclaration))
        : element.Vr.UsesSpecificCharacterSet() && element.Value.Span.ContainsAnyExceptInRange((byte)0, (byte)0x7F);
}
