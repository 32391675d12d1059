using System.Globalization;
using Archive.Cluster.Tests.Rig;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>Three nodes are one archive: whatever is stored anywhere is everywhere at once, and once.</summary>
public sealed class StoringTests(ITestOutputHelper output)
{
    private const int Associations = 64;
    private const int StudySize = 120;

    private static readonly int WorkstationPort = FreePort.Next();

    private static readonly string[] Workstation =
    [
        "--Archive:Peers:0:AeTitle=WORKSTATION", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={WorkstationPort}",
        "--Archive:Peers:0:Roles=MoveDestination",
    ];

    [Fact]
    public Task Nodes_are_one_archive() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();

        await OneStudyOverFourAssociationsAsync(cluster.Nodes);
        await OneObjectOverManyAssociationsAsync(cluster.Nodes);
        await StudiesOfOneNewPatientAsync(cluster.Nodes);
        await ReadWhatIsWrittenAsync(cluster.Nodes);
        await DcmtkAsync(cluster.Nodes);
        cluster.AssertNobodyEnded();
    }, options: Workstation);

    private static async Task OneStudyOverFourAssociationsAsync(IReadOnlyList<ClusterNode> nodes)
    {
        var study = new StudyInstanceUid(TestData.NewUid());
        SeriesInstanceUid[] series = [new(TestData.NewUid()), new(TestData.NewUid())];
        var objects = Enumerable.Range(1, StudySize).Select(number => WireObject.Of(TestData.Ct(study, series[number % 2], number, pixelBytes: 20_000))).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async lane =>
        {
            await using var association = await nodes[lane % nodes.Count].ConnectAsync(objects[0]);
            foreach (var instance in objects.Where((_, number) => number % 4 == lane))
                Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
            await association.ReleaseAsync();
        }));

        foreach (var node in nodes)
        {
            Assert.Equal(objects.Select(instance => instance.Instance).ToHashSet(), await InstancesAsync(node, study));
            var match = Assert.Single(await node.FindAsync("STUDY",
                (Tags.StudyInstanceUID, study.Uid.Value), (Tags.NumberOfStudyRelatedInstances, ""), (Tags.NumberOfStudyRelatedSeries, "")));
            Assert.Equal(("120", "2"), (match.GetString(Tags.NumberOfStudyRelatedInstances), match.GetString(Tags.NumberOfStudyRelatedSeries)));
            var retrieved = await node.GetAsync(study.Uid, objects[0]);
            Assert.Equal(DimseStatus.Success, retrieved.Status);
            Assert.Equal(objects.ToDictionary(instance => instance.Instance, instance => instance.Hash), retrieved.Hashes);
        }
    }

    private static async Task OneObjectOverManyAssociationsAsync(IReadOnlyList<ClusterNode> nodes)
    {
        var instance = TestData.Ct(pixelBytes: 20_000);
        var before = await RecordedAsync(nodes, "stored");

        var storing = Enumerable.Range(0, Associations).Select(number => nodes[number % nodes.Count].StoreAsync(WireObject.Of(instance)));
        var statuses = await Task.WhenAll(storing);

        Assert.All(statuses, status => Assert.Equal(DimseStatus.Success, status));
        Assert.Equal(1, await RecordedAsync(nodes, "stored") - before);
        foreach (var node in nodes)
            Assert.Equal([instance.Sop.Uid], await InstancesAsync(node, instance.Study));
    }

    private static async Task StudiesOfOneNewPatientAsync(IReadOnlyList<ClusterNode> nodes)
    {
        const string patient = "NEW-1";
        var objects = Enumerable.Range(0, Associations).Select(_ => WireObject.Of(TestData.Ct(patientId: patient))).ToList();

        var statuses = await Task.WhenAll(objects.Select((instance, number) => nodes[number % nodes.Count].StoreAsync(instance)));

        Assert.All(statuses, status => Assert.Equal(DimseStatus.Success, status));
        foreach (var node in nodes)
        {
            Assert.Equal(Associations, (await node.FindAsync("STUDY", (Tags.PatientID, patient), (Tags.StudyInstanceUID, ""))).Count);
            var match = Assert.Single(await FindPatientAsync(node, patient));
            Assert.Equal(Associations.ToString(CultureInfo.InvariantCulture), match.GetString(Tags.NumberOfPatientRelatedStudies));
        }
    }

    /// <summary>Stored on one node, found and read at once on another.</summary>
    private static async Task ReadWhatIsWrittenAsync(IReadOnlyList<ClusterNode> nodes)
    {
        for (var i = 0; i < Full.Count(usually: 100, full: 1000); i++)
        {
            var instance = TestData.Ct(pixelBytes: 4000);
            var stored = WireObject.Of(instance);
            Assert.Equal(DimseStatus.Success, await nodes[i % nodes.Count].StoreAsync(stored));

            var other = nodes[(i + 1 + (i / nodes.Count % (nodes.Count - 1))) % nodes.Count];
            Assert.Single(await other.FindAsync("STUDY", (Tags.StudyInstanceUID, instance.Study.Uid.Value)));
            Assert.Equal(stored.Hash, (await other.GetAsync(instance.Study.Uid, stored)).Hashes[stored.Instance]);
        }
    }

    private static async Task DcmtkAsync(IReadOnlyList<ClusterNode> nodes)
    {
        using var folder = new TemporaryFolder();
        var first = TestData.Ct();
        List<TestInstance> objects = [first, TestData.Ct(first.Study, first.Series, 2), TestData.Ct(first.Study, first.Series, 3)];
        Directory.CreateDirectory(folder["sent"]);
        Directory.CreateDirectory(folder["got"]);
        foreach (var (number, instance) in objects.Index())
            await File.WriteAllBytesAsync(folder[$"sent/{number}.dcm"], instance.ToFile(TransferSyntax.ExplicitVrLittleEndian));
        string[] To(ClusterNode node) => ["-aec", NodeClient.AeTitle, node.Host, node.DicomPort.ToString(CultureInfo.InvariantCulture)];
        string[] keys = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={first.Study.Uid.Value}"];

        await ToolAsync("storescu", ["--scan-directories", .. To(nodes[0]), folder["sent"]]);
        var found = await ToolAsync("findscu", [.. keys, "-k", "NumberOfStudyRelatedInstances", .. To(nodes[1])]);
        Assert.Matches(@"\(0020,1208\) IS \[3 *\]", found);
        await ToolAsync("getscu", [.. keys, "-od", folder["got"], .. To(nodes[2])]);
        Assert.Equal(Contents(objects), Contents(Directory.GetFiles(folder["got"])));
        await using var workstation = await DcmtkServer.StoreScpAsync(WorkstationPort);
        await ToolAsync("movescu", [.. keys, "-aem", "WORKSTATION", .. To(nodes[1])]);
        Assert.Equal(Contents(objects), Contents(workstation.ReceivedFiles));
    }

    private static async Task<string> ToolAsync(string tool, string[] arguments)
    {
        var result = await DcmtkTool.RunAsync(tool, ["-v", .. arguments]);
        Assert.True(result.ExitCode == 0, $"{tool}: {result.Output}");
        return result.Output;
    }

    private static IEnumerable<string> Contents(IEnumerable<TestInstance> objects) =>
        objects.Select(instance => WireObject.Of(instance).Hash).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Contents(IEnumerable<string> files) =>
        files.Select(path => WireObject.HashOf(Part10File.Read(File.ReadAllBytes(path)).DataSetBytes.Span)).Order(StringComparer.Ordinal);

    private static async Task<HashSet<Uid>> InstancesAsync(ClusterNode node, StudyInstanceUid study)
    {
        var found = await node.FindInstancesAsync(study.Uid);
        Assert.Equal(found.Count, found.Distinct().Count());
        return [.. found];
    }

    private static async Task<double> RecordedAsync(IEnumerable<ClusterNode> nodes, string result)
    {
        var sum = 0.0;
        foreach (var node in nodes)
            sum += await node.MetricAsync($"archive_objects_recorded_total{{result=\"{result}\"}}");
        return sum;
    }

    private static async Task<IReadOnlyList<DataSet>> FindPatientAsync(ClusterNode node, string patient)
    {
        var model = SopClasses.PatientRootQueryRetrieveInformationModelFind;
        await using var association = await ScuAssociation.ConnectAsync(node.Call().Propose(model, TransferSyntax.ExplicitVrLittleEndian));
        var identifier = new DataSet()
            .SetString(Tags.QueryRetrieveLevel, "PATIENT").SetString(Tags.PatientID, patient).SetString(Tags.NumberOfPatientRelatedStudies, "");
        var matches = new List<DataSet>();
        await foreach (var message in association.FindAsync(model, identifier))
        {
            if (message.Response.Status.IsPending)
                matches.Add(message.ReadDataSet());
        }

        await association.ReleaseAsync();
        return matches;
    }
}
