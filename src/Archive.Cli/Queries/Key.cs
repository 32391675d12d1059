namespace Archive.Cli.Queries;

/// <summary>A key of a query: an attribute and what it is to match; the empty text matches anything and asks for the value.</summary>
internal sealed record Key(AttributePath Path, string Value)
{
    /// <summary>Reads <c>Attribute=value</c> or <c>Attribute</c>.</summary>
    /// <exception cref="CommandException">It names no attribute.</exception>
    public static Key Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new Key(AttributePath.Parse(text), "") : new Key(AttributePath.Parse(text[..equals]), text[(equals + 1)..]);
    }
}
