namespace Archive.Protocol.Data;

/// <summary>Identifies a series, (0020,000E). A valid <see cref="Uid"/>, never <c>default</c> where it names something.</summary>
public readonly record struct SeriesInstanceUid(Uid Uid)
{
    /// <exception cref="FormatException">The text is no UID.</exception>
    public SeriesInstanceUid(string value)
        : this(new Uid(value))
    {
    }

    public string Value => Uid.Value;

    public override string ToString() => Uid.Value;
}
