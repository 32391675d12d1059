using System.Net;
using Archive.Actors.Studies;
using Archive.Node.Options;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Node.Tests.Options;

public sealed class PeerPoliciesTests
{
    private static readonly Uid Ct = SopClasses.CTImageStorage;
    private static readonly IPAddress Somewhere = IPAddress.Parse("192.0.2.99");

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("0.0.0.0", null, false)]
    [InlineData("192.0.2.1", null, false)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("0.0.0.0", false, true)]
    public void Unknown_callers_are_accepted_on_loopback_only_unless_the_options_say_otherwise(string bound, bool? requireKnown, bool isAccepted)
    {
        var peers = PeerPolicies.Create(new ArchiveOptions { RequireKnownPeers = requireKnown }, IPAddress.Parse(bound));

        Assert.Equal(isAccepted, peers.Find(new AeTitle("STRANGER"), Somewhere) is not null);
    }

    [Fact]
    public void A_peer_with_an_address_is_known_from_there_only()
    {
        var peers = PeerPolicies.Create(
            new ArchiveOptions { RequireKnownPeers = false, Peers = [new PeerOptions { AeTitle = "CT1", Host = "192.0.2.17" }, new PeerOptions { AeTitle = "MR1", Host = "mr1.example" }] },
            IPAddress.Any);

        Assert.NotNull(peers.Find(new AeTitle("CT1"), IPAddress.Parse("192.0.2.17")));
        Assert.NotNull(peers.Find(new AeTitle("CT1"), IPAddress.Parse("::ffff:192.0.2.17")));
        Assert.Null(peers.Find(new AeTitle("CT1"), Somewhere));
        Assert.NotNull(peers.Find(new AeTitle("MR1"), Somewhere));
    }

    [Fact]
    public void A_peer_s_own_duplicate_policy_goes_before_the_general_one()
    {
        var peers = PeerPolicies.Create(
            new ArchiveOptions
            {
                Ingest = new IngestOptions { DuplicatePolicy = DuplicatePolicy.Refuse },
                Peers = [new PeerOptions { AeTitle = "CT1", DuplicatePolicy = DuplicatePolicy.Replace }, new PeerOptions { AeTitle = "MR1" }],
            },
            IPAddress.Loopback);

        Assert.Equal(DuplicatePolicy.Replace, peers.Find(new AeTitle("CT1"), Somewhere)!.DuplicatePolicy);
        Assert.Equal(DuplicatePolicy.Refuse, peers.Find(new AeTitle("MR1"), Somewhere)!.DuplicatePolicy);
        Assert.Equal(DuplicatePolicy.Refuse, peers.Find(new AeTitle("STRANGER"), Somewhere)!.DuplicatePolicy);
    }

    [Fact]
    public void A_peer_s_transfer_syntaxes_are_the_only_ones_it_gets_in_their_order()
    {
        var peers = PeerPolicies.Create(
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1", TransferSyntaxes = ["ImplicitVRLittleEndian", "1.2.840.10008.1.2.1"] }] },
            IPAddress.Loopback);
        var (own, any) = (peers.Find(new AeTitle("CT1"), Somewhere)!, peers.Find(new AeTitle("STRANGER"), Somewhere)!);
        var jpegBaseline = new Uid("1.2.840.10008.1.2.4.50");

        Assert.Equal(TransferSyntax.ImplicitVrLittleEndian.Uid, Choose(own, TransferSyntax.ExplicitVrLittleEndian.Uid, TransferSyntax.ImplicitVrLittleEndian.Uid));
        Assert.Null(Choose(own, jpegBaseline));
        Assert.Equal(TransferSyntax.ExplicitVrLittleEndian.Uid, Choose(any, TransferSyntax.ImplicitVrLittleEndian.Uid, TransferSyntax.ExplicitVrLittleEndian.Uid));
        Assert.Equal(jpegBaseline, Choose(any, jpegBaseline));
    }

    [Fact]
    public void Preferred_transfer_syntaxes_come_first_and_the_others_stay_accepted()
    {
        var peers = PeerPolicies.Create(
            new ArchiveOptions { Ingest = new IngestOptions { PreferredTransferSyntaxes = ["JPEG2000Lossless"] } }, IPAddress.Loopback);
        var peer = peers.Find(new AeTitle("CT1"), Somewhere)!;
        var jpeg2000Lossless = new Uid("1.2.840.10008.1.2.4.90");

        Assert.Equal(jpeg2000Lossless, Choose(peer, TransferSyntax.ExplicitVrLittleEndian.Uid, jpeg2000Lossless));
        Assert.Equal(TransferSyntax.ImplicitVrLittleEndian.Uid, Choose(peer, TransferSyntax.ImplicitVrLittleEndian.Uid));
    }

    [Fact]
    public void Storage_verification_find_and_get_are_provided_and_further_classes_on_request()
    {
        var further = new Uid("1.2.826.0.1.3680043.10.1489.1");
        var peers = PeerPolicies.Create(
            new ArchiveOptions { Ingest = new IngestOptions { AdditionalSopClasses = [further.Value] } }, IPAddress.Loopback);
        var provided = peers.Find(new AeTitle("CT1"), Somewhere)!.Policy.AbstractSyntaxes;

        Assert.All(SopClasses.AllStorage, entry => Assert.True(provided[entry.Uid].AcceptsScp));
        Assert.Contains(further, provided.Keys);
        Assert.Contains(SopClasses.Verification, provided.Keys);
        Assert.Contains(SopClasses.StudyRootQueryRetrieveInformationModelFind, provided.Keys);
        Assert.Contains(SopClasses.StudyRootQueryRetrieveInformationModelGet, provided.Keys);
        Assert.DoesNotContain(SopClasses.ModalityWorklistInformationModelFind, provided.Keys);
    }

    [Fact]
    public void What_is_wrong_is_said_in_one_sentence()
    {
        AssertRefused(
            "Archive:Peers:1:AeTitle 'CT1' is listed twice.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1" }, new PeerOptions { AeTitle = "CT1" }] });
        AssertRefused(
            "Archive:Peers:0:AeTitle 'SEVENTEEN_LETTERS' is no AE title: 1 to 16 printable characters without backslash.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "SEVENTEEN_LETTERS" }] });
        AssertRefused(
            "Archive:Ingest:AdditionalSopClasses has '1.2.x', which is no UID.",
            new ArchiveOptions { Ingest = new IngestOptions { AdditionalSopClasses = ["1.2.x"] } });
        AssertRefused(
            "Archive:Peers:0:TransferSyntaxes has 'GIF', which is no transfer syntax in which objects are stored; give a UID or keyword of PS3.6 A.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1", TransferSyntaxes = ["GIF"] }] });
        AssertRefused(
            "Archive:Ingest:PreferredTransferSyntaxes has '1.2.840.10008.1.1', which is no transfer syntax in which objects are stored; give a UID or keyword of PS3.6 A.",
            new ArchiveOptions { Ingest = new IngestOptions { PreferredTransferSyntaxes = ["1.2.840.10008.1.1"] } });
    }

    private static Uid? Choose(Actors.Associations.Peer peer, params Uid[] offered) =>
        peer.Policy.AbstractSyntaxes[Ct].TransferSyntaxes.TryChoose(offered, out var chosen) ? chosen.Uid : null;

    private static void AssertRefused(string sentence, ArchiveOptions options) =>
        Assert.Equal(sentence, Assert.Throws<StartException>(() => PeerPolicies.Create(options, IPAddress.Loopback)).Message);
}
