namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>An attribute of a kind of object.</summary>
/// <param name="Presence">What may be of its value: <c>value</c>, <c>empty</c>, <c>or empty</c>, <c>or absent</c>, <c>or either</c>.</param>
internal sealed record CreatedAttribute(string Path, string VrCode, string Presence)
{
    public bool IsEmpty => Presence == "empty";

    public bool MayBeEmpty => Presence is "or empty" or "or either";

    public bool MayBeAbsent => Presence is "or absent" or "or either";
}
