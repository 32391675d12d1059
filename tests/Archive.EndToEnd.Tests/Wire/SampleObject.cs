using System.Globalization;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Wire;

/// <summary>A sample file as an object to send.</summary>
/// <param name="Path">Relative to the folder of samples.</param>
/// <param name="IsReadable">DCMTK's dcmdump reads the whole file.</param>
/// <param name="Study">The study of the object, the object itself when it belongs to no patient; empty when it names none.</param>
/// <param name="HasAllUids">SOP class, SOP instance and, unless it belongs to no patient, study and series are named in the data set.</param>
public sealed record SampleObject(string Path, bool IsReadable, Uid Study, bool HasAllUids, WireObject Object)
{
    private const string Folder = "samples";

    public bool IsStorage => SopClasses.IsStorage(Object.SopClass);

    /// <summary>Nothing stands in the way of storing it.</summary>
    public bool CanBeStored => IsReadable && IsStorage && HasAllUids;

    /// <summary>The files below a folder that have a SOP class and a transfer syntax to send them in; none when the samples are absent.</summary>
    public static IEnumerable<SampleObject> Load(string folder)
    {
        if (SharedFiles.Root is null)
            yield break;
        foreach (var row in File.ReadLines(SharedFiles.PathOf(Folder, "INDEX.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (row[0].StartsWith(folder + "/", StringComparison.Ordinal) && TryLoad(row[0], isReadable: row[17] == "ok") is { } sample)
                yield return sample;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path} ({Object.Bytes.Length} bytes, {Object.TransferSyntax})");

    private static SampleObject? TryLoad(string path, bool isReadable)
    {
        Part10File file;
        try
        {
            file = Part10File.Read(File.ReadAllBytes(SharedFiles.PathOf(Folder, path)));
        }
        catch (DicomFormatException)
        {
            return null;
        }

        var names = ReadNames(file);
        var sopClass = FirstOf(names.GetUid(Tags.SOPClassUID), file.Meta.GetUid(Tags.MediaStorageSOPClassUID));
        var instance = FirstOf(names.GetUid(Tags.SOPInstanceUID), file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID), TestData.NewUid());
        var isNonPatient = SopClasses.IsNonPatient(sopClass);
        var study = isNonPatient ? instance : names.GetUid(Tags.StudyInstanceUID);
        Tag[] needed = isNonPatient ? [Tags.SOPClassUID, Tags.SOPInstanceUID] : [Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID];
        var hasAllUids = needed.All(tag => !names.GetUid(tag).IsEmpty);
        return sopClass.IsEmpty ? null : new SampleObject(path, isReadable, study, hasAllUids, new WireObject(sopClass, instance, file.TransferSyntax, file.DataSetBytes));
    }

    private static DataSet ReadNames(Part10File file)
    {
        try
        {
            return file.ReadDataSet();
        }
        catch (DicomFormatException)
        {
            return new DataSet();
        }
    }

    private static Uid FirstOf(params ReadOnlySpan<Uid> uids)
    {
        foreach (var uid in uids)
        {
            if (!uid.IsEmpty)
                return uid;
        }

        return default;
    }
}
