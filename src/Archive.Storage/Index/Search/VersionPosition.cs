namespace Archive.Storage.Index.Search;

/// <summary>Where a page of versions ended: they come by study, object, time and row.</summary>
/// <param name="ReceivedAt">As the database writes an instant.</param>
internal readonly record struct VersionPosition(long Study, string Instance, long ReceivedAt, long Id)
{
    public static VersionPosition Start => new(long.MinValue, string.Empty, long.MinValue, long.MinValue);

    public static VersionPosition Of(long id, long study, StoredInstance version) =>
        new(study, version.Instance.Value, Instant.From(version.Storage.ReceivedAt), id);
}
