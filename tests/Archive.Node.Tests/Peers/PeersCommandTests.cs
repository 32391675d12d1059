using System.Text.Json;
using Archive.Node.Options;
using Archive.Node.Tests.Hosting;
using Archive.Testing;

namespace Archive.Node.Tests.Peers;

/// <summary><c>archive peers</c> on a real database.</summary>
public sealed class PeersCommandTests(PeersDatabase databases) : IClassFixture<PeersDatabase>, IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await databases.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_peer_is_added_changed_and_removed_and_each_time_it_is_said_how()
    {
        Assert.Equal(
            (0, "CT1 added: Host=192.0.2.17; Roles=Store,Query\n", "Nodes that run follow within 5 seconds.\n"),
            await RunAsync("set", "CT1", "--host", "192.0.2.17", "--role", "Store", "--role", "Query"));
        Assert.Equal(
            "CT1 changed: Port=104; Roles=Store,MoveDestination (was Store,Query); TransferSyntaxes=1.2.840.10008.1.2\n",
            (await RunAsync("set", "CT1", "--port", "104", "--role", "Store,MoveDestination", "--transfer-syntax", "1.2.840.10008.1.2")).Output);
        Assert.Equal((0, "", "Nothing changed: all is so already.\n"), await RunAsync("set", "CT1", "--port", "104"));
        Assert.Equal(
            "CT1 changed: Roles=Store (was Store,MoveDestination); no Port (was 104); no TransferSyntaxes (was 1.2.840.10008.1.2)\n",
            (await RunAsync("set", "CT1", "--clear", "port", "--clear", "transfer-syntax", "--role", "Store")).Output);

        Assert.Equal((0, "AeTitle\tHost\tPort\tRoles\tOptions\nCT1\t192.0.2.17\t\tStore\t\n", ""), await RunAsync("list"));
        Assert.Equal("CT1 removed: Host=192.0.2.17; Roles=Store\n", (await RunAsync("remove", "CT1")).Output);
        Assert.Equal((0, "[]\n", ""), await RunAsync("list", "--json"));
        Assert.Equal((1, "", "The database has no peer CT1.\n"), await RunAsync("remove", "CT1"));
    }

    [Fact]
    public async Task Every_option_can_be_set_and_taken_back()
    {
        string[] given =
        [
            "--host", "ct1.example", "--port", "104", "--role", "Store", "--role", "MoveDestination", "--role", "Commitment", "--duplicate-policy", "Replace",
            "--transfer-syntax", "ExplicitVRLittleEndian", "--character-set", "ISO_IR 100,\\ISO 2022 IR 87", "--fallback-character-set", "GB18030",
            "--max-answers", "1", "--max-unbounded-rows", "2", "--relational", "Always", "--calling-ae-title", "PACS", "--tls", "true", "--forward-steps", "true",
            "--commitment-reports", "NewAssociation", "--commitment-retrieve-ae-title", "true",
            "--sop-class", "CTImageStorage", "--max-pdu-bytes", "4096", "--max-associations", "2", "--retries", "0", "--retry-delay-seconds", "0",
        ];
        Assert.Equal(0, (await RunAsync(["set", "CT1", .. given])).ExitCode);

        var (_, listed, _) = await RunAsync("list", "--json");
        using var json = JsonDocument.Parse(listed);
        Assert.Equal(
            typeof(PeerOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            json.RootElement[0].EnumerateObject().Select(option => option.Name).Order(StringComparer.Ordinal));

        var names = given.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(name => name[2..]).Distinct();
        Assert.Equal(0, (await RunAsync(["set", "CT1", .. names.SelectMany(name => new[] { "--clear", name })])).ExitCode);
        Assert.Equal("[\n{\"AeTitle\":\"CT1\"}\n]\n", (await RunAsync("list", "--json")).Output);
    }

    [Theory]
    [InlineData("CT1:Port is 99999; it must be between 1 and 65535.", "set", "CT1", "--port", "99999")]
    [InlineData("CT1:Port is for a peer that is called, so CT1:Host and CT1:Port must say where.", "set", "CT1", "--port", "104")]
    [InlineData("CT1:Roles:0 is 'Fly'; it must be", "set", "CT1", "--role", "Fly")]
    [InlineData("CT1:Host 'ct1.example' is no IP address", "set", "CT1", "--host", "ct1.example")]
    [InlineData("CT1:TransferSyntaxes has 'Fax', which is no transfer syntax", "set", "CT1", "--transfer-syntax", "Fax")]
    [InlineData("AETITLE 'SEVENTEEN_LETTERS' is no AE title", "set", "SEVENTEEN_LETTERS")]
    [InlineData("--port is given, and --clear port takes it back.", "set", "CT1", "--port", "104", "--clear", "port")]
    [InlineData("'--prot' is not understood", "set", "CT1", "--prot", "104")]
    [InlineData("missing.json cannot be read: ", "import", "missing.json")]
    public async Task What_is_wrong_is_said_and_nothing_changes(string expected, params string[] command)
    {
        var (exitCode, output, error) = await RunAsync(command);

        Assert.Equal((1, ""), (exitCode, output.Contains("Usage:", StringComparison.Ordinal) ? "" : output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await RunAsync("list", "--json")).Output);
    }

    [Fact]
    public async Task A_file_is_imported_as_a_whole_or_not_at_all()
    {
        var file = Path.Combine(_folder.Path, "appsettings.json");
        await RunAsync("set", "MR1", "--role", "Query");
        await RunAsync("set", "US1");

        await File.WriteAllTextAsync(file, """{"Archive": {"Peers": [{"AeTitle": "CT1"}, {"AeTitle": "MR1", "Port": 104}]}}""");
        var (exitCode, _, error) = await RunAsync("import", file);
        Assert.Equal((1, "Archive:Peers:1:Port is for a peer that is called, so Archive:Peers:1:Host and Archive:Peers:1:Port must say where.\n"), (exitCode, error));
        await File.WriteAllTextAsync(file, """[{"AeTitle": "CT1"}, {"AeTitle": "CT1"}]""");
        Assert.Equal("Archive:Peers:1:AeTitle 'CT1' is listed twice.\n", (await RunAsync("import", file)).Error);
        Assert.DoesNotContain("CT1", (await RunAsync("list")).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, """[{"AeTitle": "CT1", "Roles": ["Store"]}, {"AeTitle": "MR1", "Roles": ["Store"]}, {"AeTitle": "US1"}]""");
        Assert.Equal("CT1 added: Roles=Store\nMR1 changed: Roles=Store (was Query)\n", (await RunAsync("import", file)).Output);
    }

    [Fact]
    public async Task What_is_listed_can_be_imported_elsewhere()
    {
        await RunAsync("set", "CT1", "--host", "192.0.2.17", "--character-set", "\\ISO 2022 IR 87", "--max-answers", "7");
        await RunAsync("set", "it's \"<&>\"");
        var (_, listed, _) = await RunAsync("list", "--json");
        var file = Path.Combine(_folder.Path, "peers.json");
        await File.WriteAllTextAsync(file, listed);

        _database = await databases.CreateAsync();
        Assert.Equal(0, (await RunAsync("import", file)).ExitCode);

        Assert.Equal(listed, (await RunAsync("list", "--json")).Output);
    }

    [Fact]
    public async Task What_a_newer_version_has_set_is_listed_and_neither_lost_nor_kept_from_being_removed()
    {
        await RunAsync("set", "CT1");
        await PeersDatabase.ExecuteAsync(_database, """INSERT INTO peer VALUES ('NEW', '{"Teleport": true}')""");

        var (exitCode, output, error) = await RunAsync("list");
        Assert.Equal((2, "AeTitle\tHost\tPort\tRoles\tOptions\nCT1\t\t\t\t\nNEW\t\t\t\tTeleport=true\n"), (exitCode, output));
        Assert.StartsWith("NEW is not understood by this version: NEW:Teleport is no option of the archive", error, StringComparison.Ordinal);
        Assert.StartsWith("NEW:Teleport is no option", (await RunAsync("set", "NEW", "--host", "192.0.2.1")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("remove", "NEW")).ExitCode);
    }

    [Fact]
    public async Task Commands_call_a_peer_of_the_database_as_the_node_does()
    {
        using var scanner = new ScriptedScp();
        await RunAsync("set", "SCANNER", "--host", "127.0.0.1", "--port", $"{scanner.Port}", "--role", "MoveDestination", "--calling-ae-title", "FOR_SCANNER");
        var options = new LocalNodeOptions(new ArchiveOptions { Database = new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = _database } });

        Assert.Equal("FOR_SCANNER", (await options.FindCallingTitleAsync(default, "127.0.0.1", scanner.Port, default))?.Value);
        Assert.Null(await options.FindCallingTitleAsync(default, "127.0.0.1", 1, default));
    }

    [Fact]
    public async Task Without_a_database_of_peers_it_is_said_what_to_do()
    {
        foreach (var command in (string[][])[["list"], ["set", "CT1"], ["remove", "CT1"], ["import", "x"]])
        {
            var (exitCode, output, error) = await RunningNode.RunAsync(["peers", .. command]);
            Assert.Equal((1, ""), (exitCode, output));
            Assert.Contains("change Archive:Peers in appsettings.json", error, StringComparison.Ordinal);
        }

        _database = "Host=127.0.0.1;Port=1;Username=nobody;Database=none";
        Assert.StartsWith("The database of the peers cannot be asked: ", (await RunAsync("list")).Error, StringComparison.Ordinal);
        _database = "Nonsense";
        Assert.StartsWith("Archive:Database:ConnectionString cannot be used: ", (await RunAsync("list")).Error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] command) =>
        RunningNode.RunAsync(["peers", .. command, "--Archive:Database:Provider=PostgreSql", $"--Archive:Database:ConnectionString={_database}"]);
}
