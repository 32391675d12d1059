namespace Archive.Protocol.Data;

/// <summary>What <see cref="HeaderScanner"/> looks for and the bounds that it keeps.</summary>
public sealed class HeaderScannerOptions
{
    /// <summary>
    /// Top-level elements to capture, in any order. Specific Character Set (0008,0005) is always captured with them,
    /// because the text of the others cannot be read without it.
    /// </summary>
    public required IReadOnlyCollection<Tag> WantedTags { get; init; }

    /// <summary>
    /// Those of them that others never crowd out: each has room of its own, <see cref="MaxElementBytes"/>. Specific Character Set
    /// (0008,0005) is always one of them.
    /// </summary>
    public IReadOnlyCollection<Tag> ReservedTags { get; init; } = [];

    /// <summary>How many sequences may be open inside each other.</summary>
    public int NestingLimit { get; init => field = NotNegative(value); } = 64;

    /// <summary>The longest element to capture, header included; a longer one is passed over and noted as truncated.</summary>
    public int MaxElementBytes { get; init => field = NotNegative(value); } = 16 * 1024;

    /// <summary>
    /// All captured elements together but for <see cref="ReservedTags"/>; one that does not fit is passed over and noted as truncated.
    /// </summary>
    public int MaxCapturedBytes { get; init => field = NotNegative(value); } = 64 * 1024;

    private static int NotNegative(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
