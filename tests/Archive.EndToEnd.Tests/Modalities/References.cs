using Archive.Protocol.Data;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>What a data set refers to within its study: instances, series and frames of reference, wherever in its sequences they stand.</summary>
internal static class References
{
    public static IReadOnlyList<Reference> Of(DataSet dataSet)
    {
        var found = new List<Reference>();
        foreach (var element in dataSet)
        {
            foreach (var item in element.Items)
                Collect(item, series: null, found);
        }

        return found;
    }

    private static void Collect(DataSet item, string? series, List<Reference> found)
    {
        var own = item.GetString(Tags.SeriesInstanceUID);
        series = own ?? series;
        if (series is not null && item.GetString(Tags.ReferencedSOPInstanceUID) is { } instance)
            found.Add(new Reference(series, item.GetString(Tags.ReferencedSOPClassUID), instance, FrameOfReference: null));
        else if (own is not null)
            found.Add(new Reference(own, SopClass: null, Instance: null, FrameOfReference: null));
        if (item.GetString(Tags.FrameOfReferenceUID) is { } frame)
            found.Add(new Reference(Series: null, SopClass: null, Instance: null, frame));
        foreach (var element in item)
        {
            foreach (var inner in element.Items)
                Collect(inner, series, found);
        }
    }

    /// <summary>Of an instance, with its series; of a series; or of a frame of reference.</summary>
    internal sealed record Reference(string? Series, string? SopClass, string? Instance, string? FrameOfReference);
}
