using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Real and hostile objects, where the samples are there: whatever the scanner accepts is indexed and found again.</summary>
public sealed class SampleObjectTests
{
    private const long MaxFileBytes = 4 << 20;

    public static TheoryData<string> Folders { get; } = new(SharedFiles.Find("samples").Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal));

    [SharedTheory]
    [MemberData(nameof(Folders))]
    [Requirement("VEREOS-25")]
    [Requirement("TIGER-29")]
    public async Task Every_object_is_found_by_its_uids_with_the_text_it_came_with(string folder)
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
            foreach (var series in study.GroupBy(dataSet => dataSet.GetUid(Tags.SeriesInstanceUID)))
            {
                foreach (var stored in series)
                    await AssertFoundAsync(storage, study.First(), series.First(), stored);
            }

            var identifier = Identifier("STUDY", (Tags.StudyInstanceUID, study.Key.Value), (Tags.NumberOfStudyRelatedInstances, ""));
            Assert.Equal(study.Count().ToString(CultureInfo.InvariantCulture), (await FindOneAsync(storage, identifier)).GetString(Tags.NumberOfStudyRelatedInstances));
        }
    }

    /// <summary>What belongs to the study and to the series is that of their first objects, all else that of the object itself.</summary>
    private static async Task AssertFoundAsync(SqliteStorage storage, DataSet study, DataSet series, DataSet stored)
    {
        var identifier = Identifier(
            "IMAGE", (Tags.StudyInstanceUID, stored.GetUid(Tags.StudyInstanceUID).Value), (Tags.SeriesInstanceUID, stored.GetUid(Tags.SeriesInstanceUID).Value),
            (Tags.SOPInstanceUID, stored.GetUid(Tags.SOPInstanceUID).Value));
        (Tag Tag, DataSet Source)[] returned =
        [
            (Tags.PatientName, study), (Tags.PatientID, study), (Tags.StudyDate, study), (Tags.StudyDescription, study), (Tags.Modality, series), (Tags.SeriesDescription, series),
            (Tags.InstanceNumber, stored), (Tags.Rows, stored), (Tags.ContrastBolusAgent, stored), (Tags.FrameOfReferenceUID, stored), (Tags.ScanningSequence, stored),
        ];
        foreach (var (tag, _) in returned)
            identifier.Set(tag, ElementDictionary.GetVr(tag), default);

        var found = await FindOneAsync(storage, identifier);

        Assert.Equal(returned.Select(asked => asked.Source.GetString(asked.Tag) ?? string.Empty), returned.Select(asked => found.GetString(asked.Tag)));
    }

    private static async Task<DataSet> FindOneAsync(SqliteStorage storage, DataSet identifier)
    {
        var answers = new List<DataSet>();
        await foreach (var answer in storage.Index.FindAsync(new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE" }))
            answers.Add(answer);
        return Assert.Single(answers);
    }

    /// <summary>What the scanner hands on when the object comes by C-STORE; null when it refuses it.</summary>
    private static DataSet? TryScan(string path)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
            return null;
        try
        {
            var file = Part10File.Read(File.ReadAllBytes(path));
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
