namespace Archive.Protocol.Data;

/// <summary>Limits and knowledge of the <see cref="DataSetReader"/>.</summary>
public sealed record DataSetReaderOptions
{
    public static DataSetReaderOptions Default { get; } = new();

    /// <summary>How many sequences may stand inside each other.</summary>
    public int MaxSequenceDepth { get; init; } = 64;

    /// <summary>How many bytes a deflated data set may inflate to, all of them in memory at once.</summary>
    public int MaxInflatedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The VRs of private elements in Implicit VR; what it does not hold is UN, and so are sequences of defined length.</summary>
    public PrivateDictionary PrivateDictionary { get; init; } = PrivateDictionary.Empty;

    /// <summary>
    /// What bytes above 7F in text are read as where Specific Character Set (0008,0005) is absent or names the default
    /// repertoire alone; ISO_IR 100 when null.
    /// </summary>
    public CharacterSet? UndeclaredCharacterSet { get; init; }

    /// <summary>The elements come from a data set that was accepted whole: they are read as they were read in it.</summary>
    internal bool IsWalkedBefore { get; init; }
}
