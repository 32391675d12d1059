using Archive.Protocol.Data;
using Archive.Testing.Names;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>All that the archive does otherwise than DCMTK's dcmqrscp, and why.</summary>
internal static class KnownDifferences
{
    public static readonly IReadOnlyList<KnownDifference> All =
    [
        new("The archive matches names whatever their case, accents, width, delimiters and component group, and components of asterisks alone may be absent; dcmqrscp compares characters.",
            "PS3.4 C.2.2.2.1 and C.2.2.2.4: matching of PN is up to the implementation; PS3.5 6.2.1: components may be empty and trailing delimiters left out",
            difference => IsOnlyInArchive(difference, out var match)
                && HasKey(match, Vr.PN, (key, value) => !ReferenceNames.IsLike(key, value) && ReferenceNames.IsMatchByRules(key, value))),
        new("The archive compares times as what they mean, whatever their precision; dcmqrscp compares text.",
            "PS3.5 6.2: a time with parts left out is all that it can mean",
            difference => IsOnlyInArchive(difference, out var match) && HasKey(match, Vr.TM, (key, value) => key != value && IsWithin(key, value))),
        new("Of an attribute with several values the archive matches any; dcmqrscp compares all of them as one text.",
            "PS3.4 C.2.2.3: an entity matches when any of the values does",
            difference => IsOnlyInArchive(difference, out var match) && HasKey(match, Vr.LO, (key, value) => !ReferenceNames.IsLike(key, value) && value.Split('\\').Any(one => ReferenceNames.IsLike(key, one)))),
        new("? is any one character for the archive, whatever its encoding; dcmqrscp takes a byte of UTF-8 for a character.",
            "PS3.4 C.2.2.2.4",
            difference => IsOnlyInArchive(difference, out var match) && match.Query.Identifier.Any(key =>
                match.Query[key.Tag].Contains('?', StringComparison.Ordinal) && !GeneratedQuery.TextOf(match.Match, key.Tag).All(char.IsAscii))),
        new("Objects are found by keys in another character set than their own; DCMTK 3.6.7 converts neither from code extensions (ISO 2022) nor from ISO_IR 203.",
            "PS3.4 C.2.2.2: Specific Character Set says how keys are encoded and is never matched",
            difference => IsOnlyInArchive(difference, out var match) && !IsAscii(match.Query) && IsUnknownToDcmqrscp(match.Stored.CharacterSet)),
        new("A wild card stands for characters; dcmqrscp finds Latin letters in the bytes of characters that it does not convert.",
            "PS3.4 C.2.2.2.4",
            difference => IsOnlyInDcmqrscp(difference, out var match) && IsUnknownToDcmqrscp(match.Stored.CharacterSet)
                && HasKey(match, Vr.PN, (key, value) => key.Contains('*', StringComparison.Ordinal) && !ReferenceNames.IsLike(key, value))),
    ];

    private static bool IsOnlyInArchive(Difference difference, out MatchDifference match)
    {
        match = (difference as MatchDifference)!;
        return match is { IsInArchive: true };
    }

    private static bool IsOnlyInDcmqrscp(Difference difference, out MatchDifference match)
    {
        match = (difference as MatchDifference)!;
        return match is { IsInArchive: false };
    }

    /// <summary>Whether the query has a key of this VR that is so related to the value of the match.</summary>
    private static bool HasKey(MatchDifference difference, Vr vr, Func<string, string, bool> isSo) => difference.Query.Identifier.Any(key =>
        key.Vr == vr && difference.Query[key.Tag] is { Length: > 0 } text && text != "*" && isSo(text, GeneratedQuery.TextOf(difference.Match, key.Tag)));

    /// <summary>Whether a time lies between the ends of a key, each taken to the precision that it has.</summary>
    private static bool IsWithin(string key, string value)
    {
        var (first, last) = key.Split('-') is [var from, var to] ? (from, to) : (key, key);
        var (time, end) = (Digits(value).PadRight(12, '0'), Digits(last));
        return value.Length > 0 && string.CompareOrdinal(time, Digits(first).PadRight(12, '0')) >= 0 && string.CompareOrdinal(time[..end.Length], end) <= 0;
    }

    private static string Digits(string time) => time.Replace(".", "", StringComparison.Ordinal);

    private static bool IsAscii(GeneratedQuery query) => !query.Identifier.Contains(Tags.SpecificCharacterSet);

    private static bool IsUnknownToDcmqrscp(CharacterSet characterSet) =>
        characterSet.DefinedTerms.Any(term => term.StartsWith("ISO 2022", StringComparison.Ordinal) || term == "ISO_IR 203");
}
