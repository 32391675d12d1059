using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>A condition on one attribute (PS3.4 C.2.2.2). Values are in the form of <see cref="IndexedValue"/>.</summary>
internal abstract record QueryKey(Tag Tag);

/// <summary>Single value matching and list of UID matching: equals one of the values.</summary>
internal sealed record ValueKey(Tag Tag, IReadOnlyList<string> Values) : QueryKey(Tag);

/// <summary>Wild card matching: <c>*</c> is any text, <c>?</c> any one character.</summary>
internal sealed record WildcardKey(Tag Tag, string Pattern) : QueryKey(Tag);

/// <summary>Range matching, both ends inclusive; an open end is null. An empty value is in no range.</summary>
internal sealed record RangeKey(Tag Tag, string? From, string? To) : QueryKey(Tag);

/// <summary>Matching of a person name, with or without wild cards.</summary>
internal sealed record NameKey(Tag Tag, NamePattern Pattern) : QueryKey(Tag);

/// <summary>Several values in one key of which one has to match; all keys are on the same attribute.</summary>
internal sealed record AlternativesKey(Tag Tag, IReadOnlyList<QueryKey> Keys) : QueryKey(Tag);

/// <summary>Empty value matching: the attribute is absent, empty or holds nothing that can be read as what its VR says.</summary>
internal sealed record EmptyKey(Tag Tag) : QueryKey(Tag);

/// <summary>
/// Combined date and time matching: the instant that <paramref name="Tag"/> (DA) and <paramref name="TimeTag"/> (TM) give
/// together lies between the ends, each YYYYMMDDHHMMSSFFFFFF, inclusive; an open end is null. Where the stored time is
/// empty the date alone decides.
/// </summary>
internal sealed record DateTimeKey(Tag Tag, Tag TimeTag, string? From, string? To) : QueryKey(Tag);

/// <summary>Fuzzy matching of a person name: every token sounds like one of the stored name's.</summary>
/// <param name="Sounds">Phonetic codes, those of <see cref="NameSounds"/>.</param>
internal sealed record FuzzyNameKey(Tag Tag, IReadOnlyList<string> Sounds) : QueryKey(Tag);

/// <summary>Sequence matching: one item matches all of the keys (PS3.4 C.2.2.2.6).</summary>
internal sealed record SequenceKey(Tag Tag, IReadOnlyList<QueryKey> Keys) : QueryKey(Tag);

/// <summary>A range of DT, both ends inclusive; an open end is null.</summary>
internal sealed record MomentKey(Tag Tag, Moment? From, Moment? To) : QueryKey(Tag);

/// <summary>
/// A condition on a date or time of a pair (<see cref="DateTimePairs"/>), or on both, as clocks at an offset from UTC
/// showed them. An object that does not say at which offset its own were taken is compared as it is.
/// </summary>
internal sealed record ZonedKey(QueryKey Key, TimeSpan Offset) : QueryKey(Key.Tag);
