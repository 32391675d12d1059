namespace Archive.Actors.Studies;

/// <summary>How an object was recorded. In every case the decision is on stable storage.</summary>
public enum RecordResult
{
    /// <summary>New, stored.</summary>
    Stored = 0,

    /// <summary>Was there with the same bytes.</summary>
    Duplicate = 1,

    /// <summary>Was there with other bytes, which stay.</summary>
    KeptFirst = 2,

    /// <summary>Was there with other bytes, which are replaced.</summary>
    Replaced = 3,

    /// <summary>Was there with other bytes; the new object is refused.</summary>
    Refused = 4,
}
