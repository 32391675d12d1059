using System.Net;
using Archive.Actors.Associations;
using Archive.Actors.Services.Retrieve;
using Archive.Node.Options;
using Archive.Protocol.Pdu;

namespace Archive.Node.Tests.Options;

public sealed class CallingTitlesTests
{
    private static readonly PeerOptions Scanner = new() { AeTitle = "SCANNER", Host = "192.0.2.17", Port = 104, Roles = [PeerRoles.MoveDestination] };

    [Theory]
    [InlineData("", "", "PACS")]
    [InlineData("GENERAL", "", "GENERAL")]
    [InlineData("GENERAL", "OWN", "OWN")]
    [InlineData("", "OWN", "OWN")]
    public void A_destination_is_called_by_its_own_title_else_the_general_one_else_that_of_the_archive(string general, string own, string expected)
    {
        var options = Options(general, Scanner with { CallingAeTitle = own });

        var destination = new ConfiguredPeers(options).CreateDirectory(IPAddress.Loopback).Find(new AeTitle("SCANNER"))!.Find<Destination>()!;

        Assert.Equal(expected, destination.CallingAeTitle.Value);
    }

    [Theory]
    [InlineData("", "SCANNER", "elsewhere", 11112, "PACS")] // a peer by its title
    [InlineData("", "", "192.0.2.17", 104, "PACS")] // a peer by its place
    [InlineData("GENERAL", "SCANNER", "elsewhere", 11112, "GENERAL")]
    [InlineData("GENERAL", "OTHER", "elsewhere", 11112, "GENERAL")]
    [InlineData("", "OTHER", "192.0.2.17", 11112, null)] // somebody else
    public void A_command_calls_a_peer_as_the_node_does(string general, string called, string host, int port, string? expected) =>
        Assert.Equal(expected, CallingTitles.ForCommand(Options(general), [Scanner], called.Length == 0 ? default : new AeTitle(called), host, port)?.Value);

    [Fact]
    public void What_is_no_title_is_refused_at_the_start()
    {
        var refused = Assert.Throws<StartException>(() => new ConfiguredPeers(Options("A TITLE THAT IS TOO LONG")).CreateDirectory(IPAddress.Loopback));
        Assert.StartsWith("Archive:Dicom:CallingAeTitle 'A TITLE THAT IS TOO LONG' is no AE title", refused.Message, StringComparison.Ordinal);

        refused = Assert.Throws<StartException>(() => new ConfiguredPeers(Options("", Scanner with { CallingAeTitle = "A\\B" })).CreateDirectory(IPAddress.Loopback));
        Assert.StartsWith("Archive:Peers:0:CallingAeTitle 'A\\B' is no AE title", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_not_called_has_no_title_to_be_called_by()
    {
        var refused = Assert.Throws<StartException>(() => new ConfiguredPeers(Options("", new PeerOptions { AeTitle = "CT1", CallingAeTitle = "PACS" })).CreateDirectory(IPAddress.Loopback));

        Assert.Equal("Archive:Peers:0:CallingAeTitle is for a peer that is called, so Archive:Peers:0:Host and Archive:Peers:0:Port must say where.", refused.Message);
    }

    private static ArchiveOptions Options(string general, params PeerOptions[] peers) =>
        new() { AeTitle = "PACS", Dicom = new DicomOptions { CallingAeTitle = general }, Peers = peers };
}
