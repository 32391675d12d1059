using Archive.Actors.Associations;
using Archive.Node.Options;
using Archive.Storage.Journal.Events;

namespace Archive.Node.Tests.Options;

public sealed class ArchiveConfigurationTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
    private readonly List<string> _variables = [];

    public ArchiveConfigurationTests() => Directory.SetCurrentDirectory(_folder);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
        foreach (var name in _variables)
            Environment.SetEnvironmentVariable(name, null);
    }

    [Fact]
    public void Everything_has_a_default()
    {
        var options = Read();

        Assert.Equal("ARCHIVE", options.AeTitle);
        Assert.Equal("./archive-data", options.DataDirectory);
        Assert.Equal(("127.0.0.1", 11112), (options.Dicom.BindAddress, options.Dicom.Port));
        Assert.Equal(("127.0.0.1", 8080), (options.Http.BindAddress, options.Http.Port));
        Assert.Null(options.RequireKnownPeers);
        Assert.Empty(options.Peers);
    }

    [Fact]
    public void Environment_goes_before_the_file_and_the_command_line_before_both()
    {
        File.WriteAllText("appsettings.json", """{ "Archive": { "AeTitle": "FILE", "Dicom": { "Port": 1, "MaxAssociations": 1, "IdleSeconds": 1 } } }""");
        SetVariable("Archive__Dicom__MaxAssociations", "2");
        SetVariable("Archive__Dicom__IdleSeconds", "2");

        var options = Read("--Archive:Dicom:IdleSeconds=3");

        Assert.Equal("FILE", options.AeTitle);
        Assert.Equal((1, 2, 3), (options.Dicom.Port, options.Dicom.MaxAssociations, options.Dicom.IdleSeconds));
    }

    [Fact]
    public void Lists_and_groups_come_from_the_file()
    {
        File.WriteAllText("appsettings.json", """
            { "Archive": {
                "RequireKnownPeers": true,
                "Ingest": { "DuplicatePolicy": "Replace", "AdditionalSopClasses": [ "1.2.3", "1.2.4" ] },
                "Storage": {},
                "Peers": [ { "AeTitle": "CT1", "Host": "192.0.2.17", "DuplicatePolicy": "Refuse", "TransferSyntaxes": [ "ImplicitVRLittleEndian" ] },
                           { "AeTitle": "MR1", "Port": 4711 } ] } }
            """);

        var options = Read();

        Assert.True(options.RequireKnownPeers);
        Assert.Equal(DuplicatePolicy.Replace, options.Ingest.DuplicatePolicy);
        Assert.Equal(["1.2.3", "1.2.4"], options.Ingest.AdditionalSopClasses);
        Assert.Equal(0.5, options.Storage.CompactAtGarbageRatio);
        Assert.Equal(["CT1", "MR1"], options.Peers.Select(peer => peer.AeTitle));
        Assert.Equal([null, 4711], options.Peers.Select(peer => peer.Port));
        Assert.Equal([DuplicatePolicy.Refuse, null], options.Peers.Select(peer => peer.DuplicatePolicy));
        Assert.Equal(["ImplicitVRLittleEndian"], options.Peers[0].TransferSyntaxes);
    }

    [Theory]
    [InlineData("--Archive:AeTitel=X", "Archive:AeTitel is no option of the archive; Archive has AeTitle, DataDirectory, Dicom,")]
    [InlineData("--Archive:Dicom:Prot=1", "Archive:Dicom:Prot is no option of the archive; Archive:Dicom has BindAddress, Port,")]
    [InlineData("--Archive:Peers:0:Aet=1", "Archive:Peers:0:Aet is no option of the archive; Archive:Peers:0 has AeTitle, Host,")]
    [InlineData("--Archive:Dicom:Port=abc", "Archive:Dicom:Port is 'abc'; it must be a whole number.")]
    [InlineData("--Archive:Dicom:Port=", "Archive:Dicom:Port is ''; it must be a whole number.")]
    [InlineData("--Archive:Dicom:Port=99999999999", "Archive:Dicom:Port is '99999999999'; it must be a whole number.")]
    [InlineData("--Archive:Storage:CompactAtGarbageRatio=half", "Archive:Storage:CompactAtGarbageRatio is 'half'; it must be a number.")]
    [InlineData("--Archive:Storage:CompactAtGarbageRatio=0.95", "Archive:Storage:CompactAtGarbageRatio is 0.95; it must be between 0 and 0.9.")]
    [InlineData("--Archive:RequireKnownPeers=maybe", "Archive:RequireKnownPeers is 'maybe'; it must be true or false.")]
    [InlineData("--Archive:Ingest:DuplicatePolicy=Keep", "Archive:Ingest:DuplicatePolicy is 'Keep'; it must be KeepFirst, Replace or Refuse.")]
    [InlineData("--Archive:Ingest:DuplicatePolicy=7", "Archive:Ingest:DuplicatePolicy is '7'; it must be KeepFirst, Replace or Refuse.")]
    [InlineData("--Archive:Dicom:Port:X=1", "Archive:Dicom:Port is one value and has no Archive:Dicom:Port:X.")]
    [InlineData("--Archive:Dicom=1", "Archive:Dicom is '1', but it has options of its own: BindAddress, Port,")]
    [InlineData("--Archive:Peers=CT1", "Archive:Peers is 'CT1', but it is a list: its values are Archive:Peers:0, Archive:Peers:1 and so on.")]
    [InlineData("--Archive:Peers:0:Roles=Store,Chief", "Archive:Peers:0:Roles:1 is 'Chief'; it must be")]
    [InlineData("--Archive:Dicom:Port=65536", "Archive:Dicom:Port is 65536; it must be between 0 and 65535.")]
    [InlineData("--Archive:Dicom:MaxPduBytes=100", "Archive:Dicom:MaxPduBytes is 100; it must be between 4096 and 4194304.")]
    [InlineData("--Archive:Ingest:MemoryBudgetBytes=1", "Archive:Ingest:MemoryBudgetBytes is 1; it must be between 4194304 and 1099511627776.")]
    [InlineData("--Archive:Storage:MinimumFreeBytes=-1", "Archive:Storage:MinimumFreeBytes is -1; it must be at least 0.")]
    [InlineData("--Archive:AeTitle=", "Archive:AeTitle must not be empty.")]
    [InlineData("--Archive:DataDirectory=", "Archive:DataDirectory must not be empty.")]
    [InlineData("--Archive:Peers:0:Host=x", "Archive:Peers:0:AeTitle must not be empty.")]
    [InlineData("--Dicom:Port=1", "'--Dicom:Port=1' is not understood: options are given as --Archive:Name=value,")]
    [InlineData("--Archive:Dicom:Port", "'--Archive:Dicom:Port' is not understood:")]
    [InlineData("start", "'start' is not understood:")]
    public void What_is_wrong_is_said_in_one_sentence(string argument, string sentence)
    {
        var refused = Assert.Throws<StartException>(() => Read(argument));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_list_of_simple_values_may_be_one_value_with_commas()
    {
        SetVariable("Archive__Peers__0__AeTitle", "CT1");
        SetVariable("Archive__Peers__0__Roles", "Store,Query");

        var options = Read("--Archive:Ingest:AdditionalSopClasses=Vendors, 1.2.3");

        Assert.Equal(["Vendors", "1.2.3"], options.Ingest.AdditionalSopClasses);
        Assert.Equal([PeerRoles.Store, PeerRoles.Query], options.Peers[0].Roles);
    }

    [Fact]
    public void A_list_is_given_as_one_value_or_item_by_item_and_not_both()
    {
        var refused = Assert.Throws<StartException>(() => Read("--Archive:Ingest:AdditionalSopClasses=Vendors", "--Archive:Ingest:AdditionalSopClasses:0=1.2.3"));

        Assert.StartsWith("Archive:Ingest:AdditionalSopClasses is given as one value and item by item", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_in_the_file_is_no_value()
    {
        File.WriteAllText("appsettings.json", """{ "Archive": { "Dicom": { "BindAddress": null } } }""");

        Assert.Equal("Archive:Dicom:BindAddress has no value.", Assert.Throws<StartException>(() => Read()).Message);
    }

    [Fact]
    public void A_file_that_is_no_json_is_named()
    {
        File.WriteAllText("appsettings.json", "{ \"Archive\": { ");

        Assert.Contains("appsettings.json", Assert.Throws<StartException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_names_in_file_and_environment_are_errors_too()
    {
        SetVariable("Archive__Dicom__Prot", "1");

        Assert.StartsWith("Archive:Dicom:Prot is no option", Assert.Throws<StartException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_be_written_in_any_case()
    {
        Assert.Equal(5, Read("--archive:DICOM:port=5").Dicom.Port);
    }

    private static ArchiveOptions Read(params string[] arguments) => ArchiveConfiguration.Read(ArchiveConfiguration.Build(arguments));

    private void SetVariable(string name, string value)
    {
        _variables.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
