using Archive.Protocol.Data;

namespace Archive.Storage.Tests.Index;

/// <summary>Identifiers written as <c>Keyword=value;Sequence.Keyword=value</c>. Every unique key is asked for.</summary>
internal static class Identifiers
{
    public static DataSet Parse(string level, string keys)
    {
        var identifier = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.QueryRetrieveLevel, level);
        foreach (var tag in (Tag[])[Tags.PatientID, Tags.PatientName, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID])
            identifier.SetString(tag, string.Empty);
        foreach (var key in keys.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = key.IndexOf('=', StringComparison.Ordinal);
            var (path, value) = (key[..end].Split('.'), key[(end + 1)..]);
            if (path is [var sequence, var item])
                identifier.SetItems(TagOf(sequence), [new DataSet().SetString(TagOf(item), value)]);
            else
                identifier.SetString(TagOf(path[0]), value);
        }

        return identifier;
    }

    private static Tag TagOf(string keyword) =>
        (Tag)(typeof(Tags).GetProperty(keyword)?.GetValue(null) ?? throw new ArgumentException($"{keyword} is no keyword.", nameof(keyword)));
}
