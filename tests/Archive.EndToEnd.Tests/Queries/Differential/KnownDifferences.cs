using System.IO.Enumeration;
using Archive.Protocol.Data;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>All that the archive does otherwise than DCMTK's dcmqrscp, and why.</summary>
internal static class KnownDifferences
{
    public static readonly IReadOnlyList<KnownDifference> All =
    [
        new("The archive matches names whatever their case, accents and component group; dcmqrscp compares characters.",
            "PS3.4 C.2.2.2.1 and C.2.2.2.4: matching of PN is up to the implementation",
            difference => IsOnlyInArchive(difference, out var match) && HasKey(match, Vr.PN, (key, value) => !IsLike(key, value))),
        new("The archive compares times as what they mean, whatever their precision; dcmqrscp compares text.",
            "PS3.5 6.2: a time with parts left out is all that it can mean",
            difference => IsOnlyInArchive(difference, out var match) && HasKey(match, Vr.TM, (key, value) => key != value)),
        new("Of an attribute with several values the archive matches any; dcmqrscp compares all of them as one text.",
            "PS3.4 C.2.2.3: an entity matches when any of the values does",
            difference => IsOnlyInArchive(difference, out var match) && HasKey(match, Vr.LO, (key, value) => value.Contains('\\', StringComparison.Ordinal) && !IsLike(key, value))),
        new("A name of delimiters alone is empty in the archive; dcmqrscp matches the delimiters.",
            "PS3.5 6.2.1.1: delimiters of null components mean nothing",
            difference => IsOnlyInDcmqrscp(difference, out var match) && HasKey(match, Vr.PN, (_, value) => value.Length > 0 && value.All(c => c is '^' or '='))),
        new("? is any one character for the archive, whatever its encoding; dcmqrscp takes a byte of UTF-8 for a character.",
            "PS3.4 C.2.2.2.4",
            difference => IsOnlyInArchive(difference, out var match) && match.Query.Identifier.Any(key => HasCharacterForQuestionMark(match, key))),
        new("Objects are found by keys in another character set than their own; DCMTK 3.6.7 converts neither from code extensions (ISO 2022) nor from ISO_IR 203.",
            "PS3.4 C.2.2.2: Specific Character Set says how keys are encoded and is never matched",
            difference => IsOnlyInArchive(difference, out var match) && !IsAscii(match.Query) && IsUnknownToDcmqrscp(match.Stored.CharacterSet)),
        new("A wild card stands for characters; dcmqrscp finds Latin letters in the bytes of characters that it does not convert.",
            "PS3.4 C.2.2.2.4",
            difference => IsOnlyInDcmqrscp(difference, out var match) && IsUnknownToDcmqrscp(match.Stored.CharacterSet)
                && HasKey(match, Vr.PN, (key, value) => key.Contains('*', StringComparison.Ordinal) && !IsLike(key, value))),
    ];

    private static bool IsOnlyInDcmqrscp(Difference difference, out MatchDifference match)
    {
        match = (difference as MatchDifference)!;
        return match is { IsInArchive: false };
    }

    private static bool IsUnknownToDcmqrscp(CharacterSet characterSet) =>
        characterSet.DefinedTerms.Any(term => term.StartsWith("ISO 2022", StringComparison.Ordinal) || term == "ISO_IR 203");

    private static bool IsAscii(GeneratedQuery query) => !query.Identifier.Contains(Tags.SpecificCharacterSet);

    /// <summary>The value of the match is not all ASCII, and the key has a question mark.</summary>
    private static bool HasCharacterForQuestionMark(MatchDifference difference, Element key) =>
        difference.Query[key.Tag].Contains('?', StringComparison.Ordinal) && !GeneratedQuery.TextOf(difference.Match, key.Tag).All(char.IsAscii);


    private static bool IsOnlyInArchive(Difference difference, out MatchDifference match)
    {
        match = (difference as MatchDifference)!;
        return match is { IsInArchive: true };
    }

    /// <summary>Whether the query has a key of this VR that is so related to the value of the match.</summary>
    private static bool HasKey(MatchDifference difference, Vr vr, Func<string, string, bool> isSo) => difference.Query.Identifier.Any(key =>
        key.Vr == vr && difference.Query[key.Tag] is { Length: > 0 } text && text != "*" && isSo(text, GeneratedQuery.TextOf(difference.Match, key.Tag)));

    /// <summary>Wild card matching, character by character.</summary>
    private static bool IsLike(string pattern, string value) => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false);
}
