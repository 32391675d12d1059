using System.Collections;
using System.Text.Json;
using Archive.Actors.Associations;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Workflow.Commitment;
using Archive.Node.Options;
using Archive.Storage.Journal.Events;
using Archive.Storage.Peers;

namespace Archive.Node.Tests.Options;

/// <summary>Peers in a database and in files that are imported are read as those of the options are.</summary>
public sealed class PeerJsonTests
{
    /// <summary>With every option there is.</summary>
    private static readonly PeerOptions Full = new()
    {
        AeTitle = "CT1",
        Host = "ct1.example",
        Port = 104,
        Roles = [PeerRoles.Store, PeerRoles.MoveDestination],
        DuplicatePolicy = DuplicatePolicy.KeepFirst,
        TransferSyntaxes = ["ExplicitVRLittleEndian", "1.2.840.10008.1.2"],
        CharacterSets = ["ISO_IR 100", "\\ISO 2022 IR 87"],
        FallbackCharacterSet = "GB18030",
        MaxAnswers = 1,
        MaxUnboundedRows = 0,
        Relational = RelationalQueries.WhenNegotiated,
        CallingAeTitle = "PACS",
        Tls = false,
        ForwardSteps = true,
        CommitmentReports = CommitmentReports.Either,
        CommitmentRetrieveAeTitle = true,
        SopClasses = ["CTImageStorage"],
        MaxPduBytes = 4096,
        MaxAssociations = 2,
        Retries = 0,
        RetryDelaySeconds = 0,
    };

    [Fact]
    public void Every_option_is_kept_and_read_back()
    {
        var stored = PeerJson.Store(Full);

        Assert.Equal("CT1", stored.AeTitle);
        using var json = JsonDocument.Parse(stored.Options);
        Assert.Equal(
            typeof(PeerOptions).GetProperties().Select(property => property.Name).Where(name => name != nameof(PeerOptions.AeTitle)),
            json.RootElement.EnumerateObject().Select(option => option.Name));
        AssertEqual(Full, PeerJson.Read(stored));
    }

    [Fact]
    public void What_is_not_given_is_not_kept() => Assert.Equal(new StoredPeer("CT1", "{}"), PeerJson.Store(new PeerOptions { AeTitle = " CT1 " }));

    [Theory]
    [InlineData("A B")]
    [InlineData("A:B::C")]
    [InlineData("'\"<&>")]
    [InlineData("0")]
    public void Any_title_will_do(string aeTitle)
    {
        var peer = Full with { AeTitle = aeTitle };

        AssertEqual(peer, PeerJson.Read(PeerJson.Store(peer)));
        Assert.True(new SharedPeerReader(new ConfiguredPeers(new ArchiveOptions())).TryRead(PeerJson.Store(peer), out var read, out _));
        Assert.Equal((aeTitle, 104), (read.AeTitle.Value, read.Find<Destination>()!.Port));
    }

    [Theory]
    [InlineData("CT1", """{"Teleport": true}""", "CT1:Teleport is no option of the archive; CT1 has AeTitle, Host, ")]
    [InlineData("CT1", """{"Port": 70000}""", "CT1:Port is 70000; it must be between 1 and 65535.")]
    [InlineData("CT1", """{"Port": "a"}""", "CT1:Port is 'a'; it must be a whole number.")]
    [InlineData("CT1", """{"Roles": ["Fly"]}""", "CT1:Roles:0 is 'Fly'; it must be None, Store, Query, Retrieve, MoveDestination, Worklist, PerformedSteps or Commitment.")]
    [InlineData("CT1", """{"Roles": ["MoveDestination"]}""", "CT1:Roles has MoveDestination, so CT1:Host and CT1:Port must say where objects are sent.")]
    [InlineData("CT1", """{"Port": 104}""", "CT1:Port is for a peer that is called, so CT1:Host and CT1:Port must say where.")]
    [InlineData("CT1", """{"ForwardSteps": true, "Host": "ris.example"}""", "CT1:ForwardSteps is set, so CT1:Host and CT1:Port must say where steps are forwarded.")]
    [InlineData("CT1", """{"Host": "ct1.example"}""", "CT1:Host 'ct1.example' is no IP address: ")]
    [InlineData("CT1", """{"Host": {"Name": "ct1"}}""", "CT1:Host is one value and has no CT1:Host:Name.")]
    [InlineData("CT1", "[]", "CT1: its options are no JSON object.")]
    [InlineData("CT1", "7", "CT1: its options are no JSON object.")]
    [InlineData("CT1", "{", "CT1 is no JSON: ")]
    [InlineData("SEVENTEEN_LETTERS", "{}", "SEVENTEEN_LETTERS:AeTitle 'SEVENTEEN_LETTERS' is no AE title: ")]
    [InlineData(" CT1", "{}", "The title has spaces before or after it; 'CT1' has not.")]
    public void What_is_wrong_in_the_database_is_said_by_name(string aeTitle, string options, string expected)
    {
        Assert.False(new SharedPeerReader(new ConfiguredPeers(new ArchiveOptions())).TryRead(new StoredPeer(aeTitle, options), out _, out var problem));

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Logging": {"LogLevel": "x"}, "Archive": {"AeTitle": "OTHER", "Peers": [{"AeTitle": "CT1", "Port": 104}, {"aetitle": "MR1"}]}}""", "Archive:Peers")]
    [InlineData("""[{"AeTitle": "CT1", "Port": "104"}, /* and */ {"AeTitle": "MR1",},]""", "Archive:Peers")]
    public void An_appsettings_file_or_a_list_is_imported(string text, string path)
    {
        var (peers, where) = PeerJson.ReadList(text, "peers.json");

        Assert.Equal([("CT1", 104), ("MR1", null)], peers.Select(peer => (peer.AeTitle, peer.Port)));
        Assert.Equal(path, where);
    }

    [Theory]
    [InlineData("{}", "peers.json has neither Archive:Peers nor a list of peers.")]
    [InlineData("""{"Archive": {}}""", "peers.json has neither Archive:Peers nor a list of peers.")]
    [InlineData("\"CT1\"", "Archive:Peers is 'CT1', but it is a list: ")]
    [InlineData("no JSON", "peers.json is no JSON: ")]
    [InlineData("""[{"AeTitle": "CT1"}, {"Host": "192.0.2.1"}]""", "Archive:Peers:1:AeTitle must not be empty.")]
    [InlineData("""[{"AeTitle": "CT1"}, {"AeTitle": "MR1", "Prot": 104}]""", "Archive:Peers:1:Prot is no option of the archive; ")]
    [InlineData("""[{"AeTitle": "CT1", "aetitle": "CT2"}]""", "peers.json has a name twice: ")]
    [InlineData("""{"Archive": {"Peers": [{"AeTitle": "CT1", "AeTitle": "CT2"}]}}""", "peers.json has a name twice: ")]
    public void What_is_wrong_in_a_file_is_said_by_its_place(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<StartException>(() => PeerJson.ReadList(text, "peers.json")).Message, StringComparison.Ordinal);

    private static void AssertEqual(PeerOptions expected, PeerOptions actual)
    {
        foreach (var property in typeof(PeerOptions).GetProperties())
        {
            var (one, other) = (property.GetValue(expected), property.GetValue(actual));
            if (one is IEnumerable items and not string)
                Assert.Equal(items.Cast<object>(), ((IEnumerable)other!).Cast<object>());
            else
                Assert.Equal(one, other);
        }
    }
}
