namespace Archive.Storage.Index;

/// <summary>What a query may use beyond the baseline, as SOP Class Extended Negotiation grants it (PS3.4 C.5.1.1).</summary>
[Flags]
public enum QueryFeatures
{
    None = 0,

    /// <summary>Unique keys of the levels above may be left out (PS3.4 C.4.1.2.2); for C-MOVE and C-GET as well (C.4.2.2.2).</summary>
    Relational = 1,

    /// <summary>A date and a time key of ranges are one range of instants (PS3.4 C.2.2.2.5).</summary>
    CombinedDateTime = 2,

    /// <summary>Person names match by how they sound (PS3.4 C.2.2.2.1).</summary>
    FuzzyNames = 4,

    /// <summary>Dates and times are compared as instants, with the offset from UTC of query and object (PS3.4 C.4.1.1.1).</summary>
    TimezoneAdjustment = 8,

    /// <summary>A key of two quotation marks matches what is empty (PS3.4 C.2.2.2.7).</summary>
    EmptyValues = 16,

    /// <summary>Of a key with several values each one has to match one of the attribute (PS3.4 C.2.2.2.8).</summary>
    MultipleValues = 32,
}
