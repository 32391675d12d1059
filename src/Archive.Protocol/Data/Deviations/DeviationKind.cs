namespace Archive.Protocol.Data;

/// <summary>A rule that a data set breaks although it can be read in one way only: it is kept as it came, and said in the log.</summary>
public enum DeviationKind
{
    /// <summary>A delimitation item claims a length other than 0, and nothing stands behind it (PS3.5 7.5).</summary>
    DelimiterWithLength,

    /// <summary>A sequence or item of defined length ends with a delimitation item inside that length (PS3.5 7.5).</summary>
    DelimiterInsideLength,

    /// <summary>VR bytes that are no VR before a 16-bit length: the dictionary's VR counts (PS3.5 7.1.2).</summary>
    InvalidVr,

    /// <summary>Zero bytes after the last element.</summary>
    TrailingZeros,

    /// <summary>A delimitation item after the last element, where nothing is open that it could end.</summary>
    TrailingDelimiter,

    /// <summary>A value of odd length (PS3.5 7.1.1).</summary>
    OddLength,

    /// <summary>A tag that does not come after the one before it; of repeated ones the first counts (PS3.5 7.1).</summary>
    UnorderedTag,

    /// <summary>File meta information (0002,xxxx) in a data set; it is never believed (PS3.10 7.1).</summary>
    FileMetaInformation,

    /// <summary>Command Group Length (0000,0000) without a command, which belongs to no data set (PS3.7 6.3).</summary>
    CommandGroupLength,

    /// <summary>An attribute that the IOD requires with a value (Type 1) is absent.</summary>
    MissingAttribute,

    /// <summary>An attribute that the IOD requires with a value (Type 1) is empty.</summary>
    EmptyAttribute,

    /// <summary>A value that says other than the SOP class of its object (Presentation Intent Type, PS3.3 C.8.11.1).</summary>
    ContradictsSopClass,

    /// <summary>A value longer than its VR allows (PS3.5 6.2).</summary>
    ValueTooLong,

    /// <summary>A value that is none of its VR (PS3.5 6.2).</summary>
    InvalidValue,

    /// <summary>An attribute that is longer than the index takes, or for which others left no room.</summary>
    LeftOutOfIndex,
}
