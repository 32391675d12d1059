using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Real and hostile objects, where the samples are there: whatever the scanner accepts is indexed and found again.</summary>
public sealed class SampleObjectTests
{
    private const long MaxFileBytes = 4 << 20;

    [Fact]
    [Requirement("VEREOS-25")]
    [Requirement("TIGER-29")]
    public async Task Every_object_is_found_by_its_uids_with_the_text_it_came_with()
    {
        foreach (var folder in SharedFiles.Find("samples").Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal))
            await StoreAndFindAsync(folder);
    }

    private static async Task StoreAndFindAsync(string folder)
    {
        using var temporary = new TemporaryFolder();
        using var storage = new SqliteStorage(temporary["archive.db"]);
        var objects = Directory.EnumerateFiles(SharedFiles.PathOf("samples", folder)).Order(StringComparer.Ordinal)
            .Select(TryScan).OfType<DataSet>()
            .Where(dataSet => ObjectDescription.TryFrom(dataSet, out var description, out _) && !description.Study.IsNonPatient)
            .DistinctBy(dataSet => dataSet.GetUid(Tags.SOPInstanceUID))
            .ToList();

        await new StudyStore(storage).StoreAsync(objects);

        foreach (var study in objects.GroupBy(dataSet => dataSet.GetUid(Tags.StudyInstanceUID)))
        {
            await AssertFoundAsync(storage, study.First());
            var identifier = Identifier("STUDY", (Tags.StudyInstanceUID, study.Key.Value), (Tags.NumberOfStudyRelatedInstances, ""));
            await foreach (var answer in storage.Index.FindAsync(new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE" }))
                Assert.Equal(study.Count().ToString(CultureInfo.InvariantCulture), answer.GetString(Tags.NumberOfStudyRelatedInstances));
        }
    }

    private static async Task AssertFoundAsync(SqliteStorage storage, DataSet stored)
    {
        var identifier = Identifier(
            "IMAGE", (Tags.StudyInstanceUID, stored.GetUid(Tags.StudyInstanceUID).Value), (Tags.SeriesInstanceUID, stored.GetUid(Tags.SeriesInstanceUID).Value),
            (Tags.SOPInstanceUID, stored.GetUid(Tags.SOPInstanceUID).Value));
        Tag[] returned = [Tags.PatientName, Tags.PatientID, Tags.StudyDate, Tags.StudyDescription, Tags.Modality, Tags.SeriesDescription, Tags.InstanceNumber, Tags.Rows];
        foreach (var tag in returned)
            identifier.Set(tag, ElementDictionary.GetVr(tag), default);

        var answers = new List<DataSet>();
        await foreach (var answer in storage.Index.FindAsync(new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE" }))
            answers.Add(answer);

        var found = Assert.Single(answers);
        Assert.Equal(returned.Select(tag => stored.GetString(tag) ?? string.Empty), returned.Select(tag => found.GetString(tag)));
    }

    /// <summary>What the scanner hands on when the object comes by C-STORE; null when it refuses it.</summary>
    private static DataSet? TryScan(string path)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
            return null;
        try
        {
            var file = Part10.Read(File.ReadAllBytes(path));
            var scanner = new HeaderScanner(new HeaderScannerOptions { WantedTags = IndexedAttributes.All.ToArray() });
            scanner.Reset(file.TransferSyntax);
            scanner.Scan(file.DataSetBytes.Span);
            return scanner.Complete() == ScanStatus.Complete ? scanner.ReadCaptured() : null;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }
}
