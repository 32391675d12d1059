using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>Writes invented objects to files.</summary>
internal static class ObjectFiles
{
    /// <summary>CT objects of one study in <c>study/NNNN.dcm</c>.</summary>
    public static IReadOnlyList<TestInstance> WriteStudy(TemporaryFolder folder, int objects, int pixelBytes = 512, string patientName = "Invented^Case", string patientId = "INV-1")
    {
        var (study, series) = (new StudyInstanceUid(TestData.NewUid()), new SeriesInstanceUid(TestData.NewUid()));
        Directory.CreateDirectory(folder["study"]);
        var instances = Enumerable.Range(1, objects).Select(number => TestData.Ct(study, series, number, pixelBytes, patientName, patientId)).ToList();
        for (var i = 0; i < objects; i++)
            File.WriteAllBytes(Path.Combine(folder["study"], $"{i:0000}.dcm"), instances[i].ToFile(TransferSyntax.ExplicitVrLittleEndian));
        return instances;
    }

    /// <summary>SOP Instance UIDs and data sets of the files below a folder.</summary>
    public static IReadOnlyDictionary<Uid, byte[]> Read(IEnumerable<string> paths) => paths
        .Select(path => Part10File.Read(File.ReadAllBytes(path)))
        .ToDictionary(file => file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID), file => file.DataSetBytes.ToArray());

    public static void AssertSame(IEnumerable<TestInstance> expected, IEnumerable<string> paths)
    {
        var files = Read(paths);
        var instances = expected.ToList();
        Assert.Equal(instances.Count, files.Count);
        Assert.All(instances, instance => Assert.Equal(instance.Encode(TransferSyntax.ExplicitVrLittleEndian), files[instance.Sop.Uid]));
    }
}
