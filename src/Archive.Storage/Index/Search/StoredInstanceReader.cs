using System.Data.Common;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Index.Search;

/// <summary>Reads the rows of the queries for stored instances, whose columns stand in this order.</summary>
internal static class StoredInstanceReader
{
    public static StoredInstance Read(DbDataReader reader) => new(
        new StudyInstanceUid(reader.GetString(1)),
        new SeriesInstanceUid(reader.GetString(2)),
        new SopInstanceUid(reader.GetString(3)),
        new Uid(reader.GetString(4)),
        new InstanceStorage(
            new BlobRef(reader.GetInt64(6), reader.GetInt64(7), reader.GetInt32(8), reader.GetInt64(9), (uint)reader.GetInt64(10)),
            new Uid(reader.GetString(5)),
            Instant.Read(reader.GetInt64(11)),
            reader.GetString(12)))
    {
        IsCurrent = reader.GetInt32(13) != 0,
    };

    /// <summary>The row id as well.</summary>
    public static (long Id, StoredInstance Instance) ReadWithId(DbDataReader reader) => (reader.GetInt64(0), Read(reader));

    /// <summary>A version, and where it stands among those that are listed.</summary>
    public static (VersionPosition Position, StoredInstance Version) ReadListed(DbDataReader reader)
    {
        var version = Read(reader);
        return (VersionPosition.Of(reader.GetInt64(0), reader.GetInt64(14), version), version);
    }
}
