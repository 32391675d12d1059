namespace Archive.Protocol.Data;

/// <summary>Identifies a study, (0020,000D). A valid <see cref="Uid"/>, never <c>default</c> where it names something.</summary>
public readonly record struct StudyInstanceUid(Uid Uid)
{
    /// <exception cref="FormatException">The text is no UID.</exception>
    public StudyInstanceUid(string value)
        : this(new Uid(value))
    {
    }

    public string Value => Uid.Value;

    public override string ToString() => Uid.Value;
}
