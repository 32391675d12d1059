using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archive.Node.Tests.Http;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Node.Tests.Hosting;

public sealed partial class NodeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_says_what_it_listens_on_where_data_lies_and_how_to_send_a_first_file()
    {
        await using var node = await RunningNode.StartAsync(_folder, "--Archive:AeTitle=HOSPITAL", "--Archive:Peers:0:AeTitle=CT1");

        Assert.Contains($"HOSPITAL at 127.0.0.1:{node.Dicom.Port}", node.Output, StringComparison.Ordinal);
        Assert.Contains($"Data   {_folder}", node.Output, StringComparison.Ordinal);
        Assert.Contains("Peers  CT1; any caller is accepted", node.Output, StringComparison.Ordinal);
        Assert.Contains("Limits 512 associations; 256 MiB for objects in flight; 500000 objects of studies in memory; 64 associations sending, 160 MiB for them; 16 index readers", node.Output, StringComparison.Ordinal);
        Assert.Contains($"storescu -aec HOSPITAL 127.0.0.1 {node.Dicom.Port} FILE.dcm", node.Output, StringComparison.Ordinal);
        Assert.Equal(0, await node.StopAsync());
    }

    [Fact]
    public async Task It_is_live_and_ready_and_shows_the_metrics_of_the_manual()
    {
        await using var node = await RunningNode.StartAsync(_folder);
        Assert.Equal(DimseStatus.Success, await StoreAsync(node));
        await FindAndGetAsync(node);

        Assert.Equal((HttpStatusCode.OK, "live\n"), await node.GetAsync("/health/live"));
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await node.GetAsync("/health/ready"));
        var (status, text) = await node.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        var shown = PrometheusText.Parse(text);
        Assert.Equal(1, shown["archive_objects_recorded_total"].Value("result=\"stored\""));
        Assert.Equal([0, 0], new[] { "archive_journal_refused_total", "archive_journal_fenced_total" }.Select(fence => shown[fence].Value("")));
        Assert.All(MetricsOfTheManual(), metric => Assert.Contains(metric, shown.Keys));
    }

    [Fact]
    public async Task It_shows_the_cluster_of_one_that_it_is()
    {
        await using var node = await RunningNode.StartAsync(_folder);
        Assert.Equal(DimseStatus.Success, await StoreAsync(node));

        var (status, text) = await node.GetAsync("/cluster");

        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(text);
        var only = Assert.Single(json.RootElement.GetProperty("nodes").EnumerateArray());
        Assert.Equal("Up", only.GetProperty("status").GetString());
        Assert.Equal((1, 1), (only.GetProperty("shards").GetInt32(), only.GetProperty("liveStudies").GetInt32()));
        Assert.Equal(json.RootElement.GetProperty("node").GetString(), only.GetProperty("address").GetString());
        Assert.All((string[])["notReadyReason", "waitsFor", "leaseHolder"], name => Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task A_command_shows_the_cluster_as_a_table_and_as_the_node_says_it()
    {
        await using var node = await RunningNode.StartAsync(_folder);

        var (exitCode, output, error) = await RunningNode.RunAsync("cluster", "status", $"--url={node.Http}");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^ *ID +ADDRESS +VERSION +STATUS +REACHABLE +SHARDS +STUDIES +LAG +WANTED\n *- +127\.0\.0\.1:\d+ +\d+\.\d+\.\d+ +Up +yes +0 +0 +- +-\n$", output);

        (exitCode, output, error) = await RunningNode.RunAsync("cluster", "status", "--json", $"--Archive:Http:Port={node.Http.Port}");
        Assert.Equal((0, ""), (exitCode, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("nodes").ValueKind);
    }

    [Theory]
    [InlineData("No node answers at http://127.0.0.1:1/: ", "cluster", "status", "--url=http://127.0.0.1:1")]
    [InlineData("--url is no address of HTTP: 'node'.", "cluster", "status", "--url=node")]
    [InlineData("The archive of these options is one node alone", "cluster", "drain", "node:1")]
    [InlineData("The database does not answer: ", "cluster", "leave", "node:1", "--Archive:Database:Provider=PostgreSql", "--Archive:Database:ConnectionString=Host=/nowhere;Username=archive")]
    [InlineData("Archive:Database:Provider is SqlServer. SQL Server's driver needs ICU", "cluster", "leave", "node:1", "--Archive:Database:Provider=SqlServer", "--Archive:Database:ConnectionString=Server=nowhere")]
    public async Task A_command_about_a_cluster_that_is_not_there_says_so(string sentence, params string[] arguments)
    {
        var (exitCode, output, error) = await RunningNode.RunAsync(arguments);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_space_it_refuses_objects_and_is_not_ready_and_says_why()
    {
        await using var node = await RunningNode.StartAsync(_folder, $"--Archive:Storage:MinimumFreeBytes={long.MaxValue / 2}");

        Assert.Equal(DimseStatus.OutOfResources, await StoreAsync(node));

        var (status, reason) = await node.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("No space", reason, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "live\n"), await node.GetAsync("/health/live"));
    }

    [Fact]
    public async Task A_dicom_port_in_use_stops_the_start_with_one_sentence()
    {
        await using var node = await RunningNode.StartAsync(_folder);

        var (exitCode, _, error) = await RunningNode.RunAsync(
            $"--Archive:Dicom:Port={node.Dicom.Port}", "--Archive:Http:Port=0", $"--Archive:DataDirectory={Path.Combine(_folder, "other")}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"DICOM cannot listen on 127.0.0.1:{node.Dicom.Port}: ", error, StringComparison.Ordinal);
        Assert.Contains("Archive:Dicom:Port", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task An_http_port_in_use_stops_the_start_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, output, error) = await RunningNode.RunAsync(
            "--Archive:Dicom:Port=0", $"--Archive:Http:Port={port}", $"--Archive:DataDirectory={_folder}");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"HTTP cannot listen on 127.0.0.1:{port}: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_cluster_s_port_is_the_one_that_is_set_and_in_use_stops_the_start_with_one_sentence()
    {
        var port = FreePort.Next();
        await using var node = await RunningNode.StartAsync(_folder, $"--Archive:Cluster:Port={port}");
        using var other = await ScriptedPeer.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

        var (exitCode, output, error) = await RunningNode.RunAsync(
            $"--Archive:Cluster:Port={port}", "--Archive:Dicom:Port=0", "--Archive:Http:Port=0", $"--Archive:DataDirectory={Path.Combine(_folder, "other")}");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"The cluster cannot listen on 127.0.0.1:{port}: ", error, StringComparison.Ordinal);
        Assert.Contains("Archive:Cluster:Port", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--Archive:Cluster:BindAddress=0.0.0.0", "Archive:Cluster:BindAddress is 0.0.0.0, where others than this machine can reach the node, and nodes would not prove to each other")]
    [InlineData("--Archive:Cluster:BindAddress=192.0.2.1", "Archive:Cluster:BindAddress is 192.0.2.1, where others")]
    [InlineData("--Archive:Cluster:Key=node.key", "Archive:Cluster:Certificate, Key and TrustedCertificates belong together: give all or none.")]
    [InlineData("--Archive:Dicom:BindAddress=hospital", "Archive:Dicom:BindAddress 'hospital' is no IP address.")]
    [InlineData("--Archive:Http:BindAddress=hospital", "Archive:Http:BindAddress 'hospital' is no IP address.")]
    [InlineData("--Archive:AeTitle=BACK\\SLASH", "Archive:AeTitle 'BACK\\SLASH' is no AE title: 1 to 16 printable characters without backslash.")]
    [InlineData("--Archive:Dicom:Prot=1", "Archive:Dicom:Prot is no option of the archive;")]
    public async Task A_wrong_option_stops_the_start_with_one_sentence(string argument, string sentence)
    {
        var (exitCode, output, error) = await RunningNode.RunAsync(argument, $"--Archive:DataDirectory={_folder}");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("0.0.0.0", "nodes", "Archive:Cluster:BindAddress is 0.0.0.0, which is no address to call: set Archive:Cluster:PublicHost")]
    [InlineData("127.0.0.1", "others", "Archive:Cluster:Certificate '")]
    [InlineData("127.0.0.1", "none", "Archive:Cluster:TrustedCertificates '")]
    public async Task Certificates_of_nodes_that_are_not_right_stop_the_start_with_one_sentence(string address, string trusted, string sentence)
    {
        using var certificates = new TemporaryFolder();
        using var authority = TestCertificates.SelfSigned("nodes", isAuthority: true);
        using var others = TestCertificates.SelfSigned("others", isAuthority: true);
        using var own = TestCertificates.Issued(authority, "one.example");
        TestCertificates.Write(certificates, "nodes", authority);
        TestCertificates.Write(certificates, "others", others);
        TestCertificates.Write(certificates, "own", own);

        var (exitCode, output, error) = await RunningNode.RunAsync(
            $"--Archive:Cluster:BindAddress={address}",
            $"--Archive:Cluster:Certificate={certificates["own.pem"]}",
            $"--Archive:Cluster:Key={certificates["own.key"]}",
            $"--Archive:Cluster:TrustedCertificates={certificates[trusted + ".pem"]}",
            $"--Archive:DataDirectory={_folder}");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_data_directory_in_use_stops_the_start_with_one_sentence()
    {
        await using var node = await RunningNode.StartAsync(_folder);

        var (exitCode, _, error) = await RunningNode.RunAsync("--Archive:Dicom:Port=0", "--Archive:Http:Port=0", $"--Archive:DataDirectory={_folder}");

        Assert.Equal(1, exitCode);
        Assert.Contains(_folder, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Verify_says_that_all_is_intact()
    {
        await using (var node = await RunningNode.StartAsync(_folder))
            await StoreAsync(node);

        var (exitCode, output, _) = await RunningNode.RunAsync("verify", $"--Archive:DataDirectory={_folder}");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^1 objects, 1 blobs \(0 unreferenced\) in 1 volumes, 0\.\d MB read, 1 journal records: all intact\.$", output.TrimEnd());
    }

    [Fact]
    public async Task Verify_names_what_is_damaged_and_exits_with_2()
    {
        await using (var node = await RunningNode.StartAsync(_folder))
            await StoreAsync(node);
        var volume = Directory.EnumerateFiles(Path.Combine(_folder, "volumes"), "*.volume").Single();
        var bytes = await File.ReadAllBytesAsync(volume);
        bytes[bytes.AsSpan().IndexOf("Invented"u8)]++;
        await File.WriteAllBytesAsync(volume, bytes);

        var (exitCode, output, _) = await RunningNode.RunAsync("verify", $"--Archive:DataDirectory={_folder}");

        Assert.Equal(2, exitCode);
        Assert.Contains("The data set is not what was received.", output, StringComparison.Ordinal);
        Assert.EndsWith("1 problems.", output.TrimEnd(), StringComparison.Ordinal);
    }

    private static async Task<DimseStatus> StoreAsync(RunningNode node)
    {
        var dataSet = new DataSet()
            .SetString(Tags.SOPClassUID, SopClasses.CTImageStorage.Value)
            .SetString(Tags.SOPInstanceUID, "1.2.826.0.1.3680043.10.1489.1")
            .SetString(Tags.PatientName, "Invented^Person")
            .SetString(Tags.StudyInstanceUID, "1.2.826.0.1.3680043.10.1489.2")
            .SetString(Tags.SeriesInstanceUID, "1.2.826.0.1.3680043.10.1489.3");
        await using var association = await node.ConnectAsync();
        var response = await association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), new Uid("1.2.826.0.1.3680043.10.1489.1"), dataSet);
        await association.ReleaseAsync();
        return response.Status;
    }

    private static async Task FindAndGetAsync(RunningNode node)
    {
        var (find, get) = (SopClasses.StudyRootQueryRetrieveInformationModelFind, SopClasses.StudyRootQueryRetrieveInformationModelGet);
        var options = new ScuAssociationOptions
        {
            Host = "127.0.0.1",
            Port = node.Dicom.Port,
            CalledAeTitle = new AeTitle("ARCHIVE"),
            CallingAeTitle = new AeTitle("VIEWER"),
            ServeAsync = (incoming, _) => ValueTask.FromResult(incoming.Request.Respond(DimseStatus.Success)),
        };
        options.Propose(find, TransferSyntax.ExplicitVrLittleEndian).Propose(get, TransferSyntax.ExplicitVrLittleEndian)
            .Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian).ProposeScpRole(SopClasses.CTImageStorage);
        await using var association = await ScuAssociation.ConnectAsync(options);
        var study = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, "1.2.826.0.1.3680043.10.1489.2");
        Assert.Equal(2, await association.FindAsync(find, study).CountAsync());
        Assert.Equal(1, (await association.GetAsync(get, study).LastAsync()).Response.NumberOfCompletedSuboperations ?? 0);
        await association.ReleaseAsync();
    }

    /// <summary>The names in the table of metrics of <c>docs/operations.md</c>, without their labels.</summary>
    private static IEnumerable<string> MetricsOfTheManual()
    {
        var manual = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "operations.md"));
        var names = MetricName().Matches(manual).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(names);

        // Counted when it first happens.
        string[] seldom =
        [
            "archive_objects_refused_total", "archive_conflicts_patient_total", "archive_associations_total", "archive_studies_retries_total",
            "archive_actors_dead_letters_total", "archive_facts_events_total", "archive_facts_retries_total",
            "archive_steps_requests_total", "archive_steps_forwarded_total", "archive_steps_told_total",
            "archive_hl7_connections", "archive_hl7_messages_total", "archive_hl7_frames_broken_total",
            "archive_worklist_queries_total", "archive_worklist_queries_answers_total", "archive_worklist_queries_duration_seconds",
            "archive_worklist_changes_total", "archive_worklist_performed_total", "archive_worklist_expired_total",
            "archive_commitments_requests_total", "archive_commitments_instances_total", "archive_commitments_reports_total",
            "archive_commitments_repetitions_total",
        ];
        return names.Except(seldom).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("`(archive_[a-z0-9_]+)")]
    private static partial Regex MetricName();
}
