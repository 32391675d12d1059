using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>Makes the identifier of a C-FIND, C-GET or C-MOVE (PS3.4 C.4.1.1.3).</summary>
internal static class Identifier
{
    /// <param name="characterSet">Null for UTF-8 where a key needs more than ASCII, else for none at all.</param>
    /// <exception cref="CommandException">A key has no such value.</exception>
    public static DataSet Create(QueryLevel level, IReadOnlyCollection<Key> keys, CharacterSet? characterSet, TimeProvider time)
    {
        characterSet ??= keys.All(key => Ascii.IsValid(key.Value)) ? CharacterSet.Default : CharacterSet.Utf8;
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level.ToString().ToUpperInvariant());
        if (characterSet.DefinedTerms.Count > 0)
            identifier.SetString(Tags.SpecificCharacterSet, characterSet.ToString());
        foreach (var key in keys)
            Set(Descend(identifier, key.Path.Sequences), key, characterSet, time);
        return identifier;
    }

    /// <summary>The item that the keys of these sequences share; a query has one in each (PS3.4 C.2.2.2.6).</summary>
    private static DataSet Descend(DataSet place, IReadOnlyList<Tag> sequences)
    {
        foreach (var sequence in sequences)
        {
            if (place.GetItems(sequence) is [])
                place.SetItems(sequence, new DataSet());
            place = place.GetItems(sequence)[0];
        }

        return place;
    }

    private static void Set(DataSet place, Key key, CharacterSet characterSet, TimeProvider time)
    {
        var (tag, vr) = (key.Path.Tag, key.Path.Vr);
        if (vr == Vr.SQ && key.Value.Length > 0)
            throw new CommandException($"{key.Path} is a sequence: give the keys in it, as {key.Path}.Keyword=value.");
        if (vr != Vr.SQ)
            place.Set(tag, vr, KeyEncoding.Encode(key, characterSet, time));
        else if (place.GetItems(tag) is [])
            place.SetItems(tag);
    }
}
