using System.Data.Common;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Sql;

/// <summary>Reads the rows of <see cref="IndexQueries"/>, whose columns stand in this order.</summary>
internal static class IndexRows
{
    /// <summary>A row of <see cref="IndexQueries.FindRows"/>.</summary>
    public static FindRow ReadFind(DbDataReader reader, QueryLevel level)
    {
        var study = new StudyRow(
            reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetString(5), reader.GetString(6));
        var series = level < QueryLevel.Series ? null
            : new SeriesRow(reader.GetInt64(7), reader.GetString(8), reader.GetFieldValue<byte[]>(9), reader.GetInt32(10));
        var instance = level < QueryLevel.Image ? null
            : new InstanceRow(reader.GetInt64(11), reader.GetString(12), reader.GetString(13), reader.GetFieldValue<byte[]>(14));
        return new FindRow(study, series, instance);
    }

    /// <summary>A row of the queries for stored instances, and its row id.</summary>
    public static (long Id, StoredInstance Instance) ReadInstance(DbDataReader reader) => (reader.GetInt64(0), new StoredInstance(
        new StudyInstanceUid(reader.GetString(1)),
        new SeriesInstanceUid(reader.GetString(2)),
        new SopInstanceUid(reader.GetString(3)),
        new Uid(reader.GetString(4)),
        new InstanceStorage(
            new BlobRef(reader.GetInt64(6), reader.GetInt64(7), reader.GetInt32(8), reader.GetInt64(9), (uint)reader.GetInt64(10)),
            new Uid(reader.GetString(5)),
            Instant.Read(reader.GetInt64(11)),
            reader.GetString(12))));
}
