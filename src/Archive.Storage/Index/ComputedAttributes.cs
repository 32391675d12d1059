using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>The attributes that the index keeps apart from the data sets of its rows, or computes.</summary>
internal static class ComputedAttributes
{
    /// <summary>The level to which a computed attribute belongs; null for any other attribute.</summary>
    public static QueryLevel? LevelOf(Tag tag) => tag switch
    {
        _ when tag == Tags.NumberOfPatientRelatedStudies || tag == Tags.NumberOfPatientRelatedSeries || tag == Tags.NumberOfPatientRelatedInstances
            => QueryLevel.Patient,
        _ when tag == Tags.StudyInstanceUID || tag == Tags.ModalitiesInStudy || tag == Tags.SOPClassesInStudy
            || tag == Tags.NumberOfStudyRelatedSeries || tag == Tags.NumberOfStudyRelatedInstances
            => QueryLevel.Study,
        _ when tag == Tags.SeriesInstanceUID || tag == Tags.NumberOfSeriesRelatedInstances => QueryLevel.Series,
        _ when tag == Tags.SOPInstanceUID || tag == Tags.SOPClassUID || tag == Tags.AvailableTransferSyntaxUID => QueryLevel.Image,
        _ => null,
    };

    /// <summary>The value, several with backslashes between them; null where the row has none.</summary>
    public static string? Of(Tag tag, FindRow row)
    {
        if (tag == Tags.StudyInstanceUID)
            return row.Study.Uid;
        if (tag == Tags.SeriesInstanceUID)
            return row.Series?.Uid;
        if (tag == Tags.SOPInstanceUID)
            return row.Instance?.Uid;
        if (tag == Tags.SOPClassUID)
            return row.Instance?.SopClassUid;
        if (tag == Tags.AvailableTransferSyntaxUID)
            return row.Instance?.TransferSyntaxUid;
        if (tag == Tags.ModalitiesInStudy)
            return row.Study.Modalities;
        if (tag == Tags.SOPClassesInStudy)
            return row.Study.SopClasses;
        return CountOf(tag, row)?.ToString(CultureInfo.InvariantCulture);
    }

    private static int? CountOf(Tag tag, FindRow row)
    {
        if (tag == Tags.NumberOfStudyRelatedSeries)
            return row.Study.SeriesCount;
        if (tag == Tags.NumberOfStudyRelatedInstances)
            return row.Study.InstanceCount;
        if (tag == Tags.NumberOfSeriesRelatedInstances)
            return row.Series?.InstanceCount;
        if (tag == Tags.NumberOfPatientRelatedStudies)
            return row.Patient?.StudyCount;
        if (tag == Tags.NumberOfPatientRelatedSeries)
            return row.Patient?.SeriesCount;
        return tag == Tags.NumberOfPatientRelatedInstances ? row.Patient?.InstanceCount : null;
    }
}
