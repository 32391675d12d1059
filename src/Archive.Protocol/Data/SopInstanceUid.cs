namespace Archive.Protocol.Data;

/// <summary>Identifies a composite object, (0008,0018). A valid <see cref="Uid"/>, never <c>default</c> where it names something.</summary>
public readonly record struct SopInstanceUid(Uid Uid)
{
    /// <exception cref="FormatException">The text is no UID.</exception>
    public SopInstanceUid(string value)
        : this(new Uid(value))
    {
    }

    public string Value => Uid.Value;

    public override string ToString() => Uid.Value;
}
