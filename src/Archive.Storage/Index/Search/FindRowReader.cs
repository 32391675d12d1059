using System.Data.Common;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// Reads the rows of <see cref="IndexQueries.FindRows"/>, whose columns stand in this order. What a row has in common with
/// the one before is taken from there, neither read nor decoded again.
/// </summary>
internal sealed class FindRowReader(QueryLevel level, bool withPatientCounts)
{
    private const int SeriesColumn = 7;
    private const int InstanceColumn = 11;

    private StudyRow? _study;
    private SeriesRow? _series;

    public FindRow Read(DbDataReader reader)
    {
        _study = ReadStudy(reader);
        _series = level >= QueryLevel.Series ? ReadSeries(reader) : null;
        return new FindRow(_study, _series, level == QueryLevel.Image ? ReadInstance(reader) : null, withPatientCounts ? ReadCounts(reader, ColumnsOf(level)) : null);
    }

    private static int ColumnsOf(QueryLevel level) => level switch
    {
        QueryLevel.Patient or QueryLevel.Study => SeriesColumn,
        QueryLevel.Series => InstanceColumn,
        _ => InstanceColumn + 5,
    };

    private static InstanceRow ReadInstance(DbDataReader reader) => new(
        reader.GetInt64(InstanceColumn), reader.GetString(InstanceColumn + 1), reader.GetString(InstanceColumn + 2), reader.GetFieldValue<byte[]>(InstanceColumn + 3),
        reader.GetString(InstanceColumn + 4));

    private static PatientRow ReadCounts(DbDataReader reader, int first) =>
        new((int)reader.GetInt64(first), (int)reader.GetInt64(first + 1), (int)reader.GetInt64(first + 2));

    private StudyRow ReadStudy(DbDataReader reader)
    {
        var id = reader.GetInt64(0);
        return _study?.Id == id ? _study : new StudyRow(
            id, reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetString(5), reader.GetString(6));
    }

    private SeriesRow ReadSeries(DbDataReader reader)
    {
        var id = reader.GetInt64(SeriesColumn);
        return _series?.Id == id ? _series : new SeriesRow(
            id, reader.GetString(SeriesColumn + 1), reader.GetFieldValue<byte[]>(SeriesColumn + 2), reader.GetInt32(SeriesColumn + 3));
    }
}
