using Archive.Protocol.Data;

namespace Archive.Storage.Tests.Index;

/// <summary>Invented objects and identifiers.</summary>
internal static class Objects
{
    public const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";

    /// <summary>A CT image; series and instance UIDs continue the study's.</summary>
    public static DataSet Image(string study, int series = 1, int instance = 1) => new DataSet()
        .SetString(Tags.SOPClassUID, CtImageStorage)
        .SetString(Tags.SOPInstanceUID, $"{study}.{series}.{instance}")
        .SetString(Tags.StudyInstanceUID, study)
        .SetString(Tags.SeriesInstanceUID, $"{study}.{series}")
        .SetString(Tags.PatientName, "Doe^Jane")
        .SetString(Tags.PatientID, "P1")
        .SetString(Tags.StudyDate, "20260102")
        .SetString(Tags.StudyTime, "101500")
        .SetString(Tags.AccessionNumber, "A1")
        .SetString(Tags.StudyID, "S1")
        .SetString(Tags.Modality, "CT")
        .SetString(Tags.SeriesNumber, $"{series}")
        .SetString(Tags.InstanceNumber, $"{instance}");

    /// <summary>An identifier that asks for a level, with keys as <c>keyword tag, value</c>.</summary>
    public static DataSet Identifier(string level, params ReadOnlySpan<(Tag Tag, string Value)> keys)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        foreach (var (tag, value) in keys)
            identifier.SetString(tag, value);
        return identifier;
    }

    /// <summary>The tag that <see cref="Tags"/> has under a name, for cases that are text.</summary>
    public static Tag Named(string name) =>
        (Tag)(typeof(Tags).GetProperty(name)?.GetValue(null) ?? throw new ArgumentException($"No tag is called {name}.", nameof(name)));
}
