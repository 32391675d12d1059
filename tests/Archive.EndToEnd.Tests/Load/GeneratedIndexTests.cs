using System.Diagnostics;
using System.Globalization;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Load;

/// <summary>The index that queries are measured on is one that a node works with.</summary>
public sealed class GeneratedIndexTests : IDisposable
{
    private const int Studies = 300;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_answers_queries_on_a_generated_index_and_fails_its_retrievals_cleanly()
    {
        await GenerateAsync(_folder["data"]);
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        await using var association = await ConnectAsync(node);

        var studies = await FindAsync(association, new DataSet().SetString(Tags.StudyDate, "20150101-20261231").SetString(Tags.StudyInstanceUID, ""));
        Assert.Equal(Studies, studies.DistinctBy(study => study.GetUid(Tags.StudyInstanceUID)).Count());
        var scans = await FindAsync(
            association,
            new DataSet().SetString(Tags.ModalitiesInStudy, "CT").SetString(Tags.StudyDate, "20200101-").SetString(Tags.StudyInstanceUID, ""));
        Assert.InRange(scans.Count, 1, Studies - 1);

        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, scans[0].GetUid(Tags.StudyInstanceUID).Value);
        var last = await association.GetAsync(SopClasses.StudyRootQueryRetrieveInformationModelGet, identifier).LastAsync();
        Assert.Equal((ushort)0, last.Response.NumberOfCompletedSuboperations);
        Assert.NotEqual((ushort)0, last.Response.NumberOfFailedSuboperations);
        Assert.False(node.HasExited);
    }

    [Fact]
    public async Task A_generated_archive_with_volumes_gives_its_objects_back()
    {
        await GenerateAsync(_folder["data"], "--objects-per-series", "2");
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        await using var association = await ConnectAsync(node);
        var scans = await FindAsync(
            association,
            new DataSet().SetString(Tags.ModalitiesInStudy, "CT").SetString(Tags.StudyInstanceUID, "").SetString(Tags.NumberOfStudyRelatedInstances, ""));

        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, scans[0].GetUid(Tags.StudyInstanceUID).Value);
        var last = await association.GetAsync(SopClasses.StudyRootQueryRetrieveInformationModelGet, identifier).LastAsync();

        // The report among them is of a class that was not proposed.
        Assert.InRange(last.Response.NumberOfCompletedSuboperations ?? 0, 2, int.Parse(scans[0].GetString(Tags.NumberOfStudyRelatedInstances)!, CultureInfo.InvariantCulture));
        Assert.InRange(last.Response.NumberOfFailedSuboperations ?? 0, 0, 1);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_studies()
    {
        await GenerateAsync(_folder["one"]);
        await GenerateAsync(_folder["other"]);
        Assert.Equal(await AllStudiesAsync(_folder["one"]), await AllStudiesAsync(_folder["other"]));
    }

    private static async Task GenerateAsync(string directory, params string[] options)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(SharedFiles.RepositoryRoot, "load-tests", "Archive.LoadTests", "bin", output.Parent!.Name, output.Name, "Archive.LoadTests.dll");
        using var generator = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "generate-index", "--directory", directory, "--studies", Studies.ToString(CultureInfo.InvariantCulture), .. options])
        {
            RedirectStandardError = true,
        })!;
        var report = await generator.StandardError.ReadToEndAsync();
        await generator.WaitForExitAsync();
        Assert.True(generator.ExitCode == 0, report);
    }

    private static async Task<string[]> AllStudiesAsync(string directory)
    {
        await using var node = await NodeProcess.StartAsync(directory);
        await using var association = await ConnectAsync(node);
        var keys = new DataSet().SetString(Tags.StudyDate, "20150101-20261231").SetString(Tags.StudyInstanceUID, "").SetString(Tags.PatientName, "")
            .SetString(Tags.PatientID, "").SetString(Tags.NumberOfStudyRelatedSeries, "");
        return [.. (await FindAsync(association, keys)).Select(study => Convert.ToHexString(DataSetWriter.ToArray(study, TransferSyntax.ExplicitVrLittleEndian))).Order(StringComparer.Ordinal)];
    }

    private static Task<ScuAssociation> ConnectAsync(NodeProcess node) => ScuAssociation.ConnectAsync(
        new ScuAssociationOptions
        {
            Host = "127.0.0.1",
            Port = node.DicomPort,
            CalledAeTitle = new("ARCHIVE"),
            CallingAeTitle = new("TEST"),
            ServeAsync = async (request, token) =>
            {
                await request.DataSet.CopyToAsync(Stream.Null, token);
                return ((CStoreRequest)request.Request).Respond(DimseStatus.Success);
            },
        }
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ExplicitVrLittleEndian)
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelGet, TransferSyntax.ExplicitVrLittleEndian)
            .Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian)
            .ProposeScpRole(SopClasses.CTImageStorage));

    private static async Task<List<DataSet>> FindAsync(ScuAssociation association, DataSet keys)
    {
        var answers = new List<DataSet>();
        keys.SetString(Tags.QueryRetrieveLevel, "STUDY");
        await foreach (var message in association.FindAsync(SopClasses.StudyRootQueryRetrieveInformationModelFind, keys))
        {
            if (message.Response.Status.IsPending)
                answers.Add(message.ReadDataSet());
            else
                Assert.Equal(DimseStatus.Success, message.Response.Status);
        }

        return answers;
    }
}
