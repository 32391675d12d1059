using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>
/// What the index has for one match: the study, and at the levels below it the series and the instance. At the patient
/// level the study is the patient's newest, which says who the patient is.
/// </summary>
/// <param name="Patient">Present where the query asks for counts of the patient.</param>
internal sealed record FindRow(StudyRow Study, SeriesRow? Series = null, InstanceRow? Instance = null, PatientRow? Patient = null)
{
    /// <summary>
    /// The data set in which an attribute is, if it is: that of the lowest level at which it is kept, and no other. What an
    /// image does not have it does not take from its series, whose first object may have had it.
    /// </summary>
    public DataSet? LevelOf(KeptLevels kept) => kept switch
    {
        { IsOfInstance: true } when Instance is not null => Instance.DataSet,
        { IsOfSeries: true } when Series is not null => Series.DataSet,
        { IsOfStudy: true } => Study.DataSet,
        _ => null,
    };
}

/// <summary>How much the archive has of a patient.</summary>
internal sealed record PatientRow(int StudyCount, int SeriesCount, int InstanceCount);

/// <param name="Attributes">The encoded data set of the level.</param>
/// <param name="Modalities">Values with backslashes between them, as are <paramref name="SopClasses"/>.</param>
internal sealed record StudyRow(long Id, string Uid, byte[] Attributes, int SeriesCount, int InstanceCount, string Modalities, string SopClasses)
    : LevelRow(Attributes);

/// <param name="Attributes">The encoded data set of the level.</param>
internal sealed record SeriesRow(long Id, string Uid, byte[] Attributes, int InstanceCount) : LevelRow(Attributes);

/// <param name="Attributes">The encoded data set of the level.</param>
internal sealed record InstanceRow(long Id, string Uid, string SopClassUid, byte[] Attributes, string TransferSyntaxUid) : LevelRow(Attributes);

/// <summary>
/// A row with the attributes of its level, read once for matching and answering. Rows of one series share the row of the
/// series, and those of one study that of the study: who reads rows from the database takes the one of the row before
/// when the id is the same.
/// </summary>
internal abstract record LevelRow(byte[] Attributes)
{
    public DataSet DataSet => field ??= EncodedAttributes.Read(Attributes);
}
