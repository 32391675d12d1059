namespace Archive.Actors.Studies;

/// <summary>How an object was recorded. In every case the decision is on stable storage.</summary>
public enum RecordResult
{
    /// <summary>New, stored.</summary>
    Stored = 0,

    /// <summary>Was there with the same bytes, as the current one or as a version.</summary>
    Duplicate = 1,

    /// <summary>Was there with other bytes, which stay the current ones; the new ones are kept as a version.</summary>
    KeptFirst = 2,

    /// <summary>Was there with other bytes, which are a version now.</summary>
    Replaced = 3,

    /// <summary>Was there with other bytes; the new object is refused and not kept.</summary>
    Refused = 4,

    /// <summary>Was there, and its copy was damaged: the new one takes that copy's place.</summary>
    Healed = 5,
}
