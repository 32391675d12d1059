using System.Net;
using Archive.Actors;
using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Node.Hosting;
using Archive.Node.Options;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Storage.Workflow;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Node.Tests.Options;

public sealed class ConfiguredPeersTests
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
        var peers = PeersOf(new ArchiveOptions { RequireKnownPeers = requireKnown }, IPAddress.Parse(bound));

        Assert.Equal(isAccepted, peers.Find(new AeTitle("STRANGER"), Somewhere) is not null);
    }

    [Fact]
    public void A_peer_with_an_address_is_known_from_there_only()
    {
        var peers = PeersOf(
            new ArchiveOptions { RequireKnownPeers = false, Peers = [new PeerOptions { AeTitle = "CT1", Host = "192.0.2.17" }, Destination("MR1") with { Host = "mr1.example" }] },
            IPAddress.Any);

        Assert.NotNull(peers.Find(new AeTitle("CT1"), IPAddress.Parse("192.0.2.17")));
        Assert.NotNull(peers.Find(new AeTitle("CT1"), IPAddress.Parse("::ffff:192.0.2.17")));
        Assert.Null(peers.Find(new AeTitle("CT1"), Somewhere));
        Assert.NotNull(peers.Find(new AeTitle("MR1"), Somewhere));
    }

    [Fact]
    public void A_peer_s_own_duplicate_policy_goes_before_the_general_one()
    {
        var peers = PeersOf(
            new ArchiveOptions
            {
                Ingest = new IngestOptions { DuplicatePolicy = DuplicatePolicy.Refuse },
                Peers = [new PeerOptions { AeTitle = "CT1", DuplicatePolicy = DuplicatePolicy.Replace }, new PeerOptions { AeTitle = "MR1" }],
            },
            IPAddress.Loopback);

        Assert.Equal(DuplicatePolicy.Replace, PolicyOf("CT1"));
        Assert.Equal(DuplicatePolicy.Refuse, PolicyOf("MR1"));
        Assert.Equal(DuplicatePolicy.Refuse, PolicyOf("STRANGER"));

        DuplicatePolicy PolicyOf(string title) => peers.Find(new AeTitle(title), Somewhere)!.Find<StoragePeer>()!.DuplicatePolicy;
    }

    [Fact]
    public void A_peer_s_transfer_syntaxes_are_the_only_ones_it_gets_in_their_order()
    {
        var options = new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1", TransferSyntaxes = ["ImplicitVRLittleEndian", "1.2.840.10008.1.2.1"] }] };
        var (own, any) = (GrantedTo("CT1", options), GrantedTo("STRANGER", options));
        var jpegBaseline = new Uid("1.2.840.10008.1.2.4.50");

        Assert.Equal(TransferSyntax.ImplicitVrLittleEndian.Uid, Choose(own, TransferSyntax.ExplicitVrLittleEndian.Uid, TransferSyntax.ImplicitVrLittleEndian.Uid));
        Assert.Null(Choose(own, jpegBaseline));
        Assert.Equal(TransferSyntax.ExplicitVrLittleEndian.Uid, Choose(any, TransferSyntax.ImplicitVrLittleEndian.Uid, TransferSyntax.ExplicitVrLittleEndian.Uid));
        Assert.Equal(jpegBaseline, Choose(any, jpegBaseline));
    }

    [Fact]
    public void Preferred_transfer_syntaxes_come_first_and_the_others_stay_accepted()
    {
        var granted = GrantedTo("CT1", new ArchiveOptions { Ingest = new IngestOptions { PreferredTransferSyntaxes = ["JPEG2000Lossless"] } });
        var jpeg2000Lossless = new Uid("1.2.840.10008.1.2.4.90");

        Assert.Equal(jpeg2000Lossless, Choose(granted, TransferSyntax.ExplicitVrLittleEndian.Uid, jpeg2000Lossless));
        Assert.Equal(TransferSyntax.ImplicitVrLittleEndian.Uid, Choose(granted, TransferSyntax.ImplicitVrLittleEndian.Uid));
    }

    [Fact]
    public void Storage_verification_queries_retrieval_and_workflow_are_provided_and_further_classes_on_request()
    {
        var further = new Uid("1.2.826.0.1.3680043.10.1489.1");
        var provided = GrantedTo("CT1", new ArchiveOptions { Ingest = new IngestOptions { AdditionalSopClasses = [further.Value] } });

        Assert.All(SopClasses.AllStorage, entry => Assert.True(provided[entry.Uid].AcceptsScp));
        Assert.Contains(further, provided.Keys);
        Assert.Contains(SopClasses.Verification, provided.Keys);
        Assert.Contains(SopClasses.StudyRootQueryRetrieveInformationModelFind, provided.Keys);
        Assert.Contains(SopClasses.StudyRootQueryRetrieveInformationModelGet, provided.Keys);
        Assert.Contains(SopClasses.ModalityWorklistInformationModelFind, provided.Keys);
        Assert.Contains(SopClasses.ModalityPerformedProcedureStep, provided.Keys);
        Assert.Contains(SopClasses.StorageCommitmentPushModel, provided.Keys);
        Assert.DoesNotContain(SopClasses.BasicGrayscalePrintManagementMeta, provided.Keys);
    }

    [Fact]
    public void What_is_wrong_is_said_in_one_sentence()
    {
        AssertRefused(
            "Archive:Peers:1:AeTitle 'CT1' is listed twice.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1" }, new PeerOptions { AeTitle = "CT1" }] });
        AssertRefused(
            "Archive:Peers:0:AeTitle 'ARCHIVE-CANARY' is that of the archive when it tests itself.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "ARCHIVE-CANARY" }] });
        AssertRefused(
            "Archive:Peers:0:AeTitle 'SEVENTEEN_LETTERS' is no AE title: 1 to 16 printable characters without backslash.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "SEVENTEEN_LETTERS" }] });
        AssertRefused(
            "Archive:Ingest:AdditionalSopClasses has '1.2.x', which is no storage SOP class; give a UID, a keyword of PS3.6 A or Vendors.",
            new ArchiveOptions { Ingest = new IngestOptions { AdditionalSopClasses = ["1.2.x"] } });
        AssertRefused(
            "Archive:Peers:0:TransferSyntaxes has 'GIF', which is no transfer syntax in which objects are stored; give a UID or keyword of PS3.6 A.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1", TransferSyntaxes = ["GIF"] }] });
        AssertRefused(
            "Archive:Ingest:PreferredTransferSyntaxes has '1.2.840.10008.1.1', which is no transfer syntax in which objects are stored; give a UID or keyword of PS3.6 A.",
            new ArchiveOptions { Ingest = new IngestOptions { PreferredTransferSyntaxes = ["1.2.840.10008.1.1"] } });
    }

    [Fact]
    public void A_peer_may_ask_what_its_roles_allow_and_nothing_else()
    {
        var find = SopClasses.PatientRootQueryRetrieveInformationModelFind;
        var move = SopClasses.StudyRootQueryRetrieveInformationModelMove;

        var steps = SopClasses.ModalityPerformedProcedureStep;

        AssertGranted(provides: [Ct, find, move, steps], receives: [Ct]);
        AssertGranted(provides: [Ct], receives: [], PeerRoles.Store);
        AssertGranted(provides: [find], receives: [], PeerRoles.Query);
        AssertGranted(provides: [move], receives: [Ct], PeerRoles.Retrieve);
        AssertGranted(provides: [steps], receives: [], PeerRoles.PerformedSteps);
        AssertGranted(provides: [], receives: [], PeerRoles.None);
        AssertGranted(provides: [Ct, find], receives: [], PeerRoles.Query, PeerRoles.Store, PeerRoles.None);

        void AssertGranted(Uid[] provides, Uid[] receives, params PeerRoles[] roles)
        {
            var granted = GrantedTo("CT1", new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "CT1", Roles = roles }] });
            Assert.Equal(provides, new[] { Ct, find, move, steps }.Where(sopClass => granted[sopClass].AcceptsScu));
            Assert.Equal(receives, new[] { Ct, find, move, steps }.Where(sopClass => granted[sopClass].AcceptsScp));
            Assert.True(granted[SopClasses.Verification].AcceptsScu);
        }
    }

    [Fact]
    [Requirement("OASIS-25")]
    [Requirement("VEREOS-44")]
    public void Move_destinations_are_the_peers_that_have_the_role_several_on_one_port_as_well()
    {
        var peers = PeersOf(
            new ArchiveOptions { Peers = [Destination("SCANNER"), Destination("FOLDER1"), Destination("FOLDER2") with { Tls = true }, new PeerOptions { AeTitle = "CT1" }] },
            IPAddress.Any);

        foreach (var title in new[] { "SCANNER", "FOLDER1", "FOLDER2" })
        {
            var destination = peers.Find(new AeTitle(title))!.Find<Destination>()!;
            Assert.Equal((title, "192.0.2.7", 104), (destination.AeTitle.Value, destination.Host, destination.Port));
            Assert.Equal(title == "FOLDER2", destination.SecureAsync is not null);
        }

        Assert.Null(peers.Find(new AeTitle("CT1"))?.Find<Destination>());
        Assert.Null(peers.Find(new AeTitle("STRANGER"))?.Find<Destination>());
    }

    [Fact]
    [Requirement("MX1-21")]
    [Requirement("TIGER-31")]
    public void What_has_no_storage_SCP_cannot_be_a_move_destination()
    {
        AssertRefused(
            "Archive:Peers:0:Roles has MoveDestination, so Archive:Peers:0:Host and Archive:Peers:0:Port must say where objects are sent.",
            new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "MX1", Roles = [PeerRoles.Store, PeerRoles.MoveDestination] }] });
        AssertRefused(
            "Archive:Peers:0:Roles has MoveDestination, so Archive:Peers:0:Host and Archive:Peers:0:Port must say where objects are sent.",
            new ArchiveOptions { Peers = [Destination("MX1") with { Port = null }] });
        var modality = PeersOf(new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "MX1", Host = "192.0.2.7" }] }, IPAddress.Any);
        Assert.Null(modality.Find(new AeTitle("MX1"))?.Find<Destination>());
    }

    [Fact]
    public void What_is_for_move_destinations_is_refused_of_others()
    {
        var peer = new PeerOptions { AeTitle = "CT1" };
        foreach (var (name, wrong) in new (string, PeerOptions)[]
        {
            (nameof(peer.SopClasses), peer with { SopClasses = ["CTImageStorage"] }),
            (nameof(peer.MaxPduBytes), peer with { MaxPduBytes = 16384 }),
            (nameof(peer.MaxAssociations), peer with { MaxAssociations = 2 }),
            (nameof(peer.Retries), peer with { Retries = 0 }),
            (nameof(peer.RetryDelaySeconds), peer with { RetryDelaySeconds = 1 }),
        })
        {
            AssertRefused($"Archive:Peers:0:{name} is for a move destination, and Archive:Peers:0:Roles has no MoveDestination.", new ArchiveOptions { Peers = [wrong] });
        }

        AssertRefused(
            "Archive:Peers:0:Host 'ct1.example' is no IP address: a peer that calls is known by its address, a name is only called.",
            new ArchiveOptions { Peers = [peer with { Host = "ct1.example" }] });
    }

    [Fact]
    public void Where_a_peer_listens_is_refused_of_one_that_is_not_called()
    {
        var peer = new PeerOptions { AeTitle = "CT1", Host = "192.0.2.7", Roles = [PeerRoles.Store] };
        foreach (var (name, wrong) in new[] { (nameof(peer.Port), peer with { Port = 104 }), (nameof(peer.Tls), peer with { Tls = false }) })
        {
            AssertRefused(
                $"Archive:Peers:0:{name} is for a peer that is called, and Archive:Peers:0:Roles has neither MoveDestination nor Commitment.",
                new ArchiveOptions { Peers = [wrong] });
        }
    }

    [Fact]
    public void A_peer_is_called_where_its_options_say_though_it_takes_no_objects()
    {
        var peers = PeersOf(
            new ArchiveOptions
            {
                AeTitle = "PACS",
                Peers =
                [
                    new PeerOptions { AeTitle = "RIS", Host = "ris.example", Port = 104, ForwardSteps = true, CallingAeTitle = "PACS2", Roles = [PeerRoles.None] },
                    new PeerOptions { AeTitle = "CT1", Host = "192.0.2.7", Port = 105, Tls = true },
                ],
            },
            IPAddress.Any);
        var (ris, ct) = (peers.Find(new AeTitle("RIS"))!, peers.Find(new AeTitle("CT1"))!);

        var called = ris.Find<CalledPeer>()!;
        Assert.Equal(("ris.example", 104, "PACS2"), (called.Host, called.Port, called.CallingAeTitle.Value));
        Assert.NotNull(ris.Find<StepForwarding>());
        Assert.Equal((105, "PACS"), (ct.Find<CalledPeer>()!.Port, ct.Find<CalledPeer>()!.CallingAeTitle.Value));
        Assert.NotNull(ct.Find<CalledPeer>()!.SecureAsync);
        Assert.Null(ct.Find<StepForwarding>());
    }

    [Fact]
    public void A_destination_is_as_its_options_say()
    {
        var peers = PeersOf(
            new ArchiveOptions
            {
                Dicom = new DicomOptions { ArtimSeconds = 11 },
                Retrieval = new RetrievalOptions { ResponseSeconds = 12 },
                Peers =
                [
                    Destination("WS") with
                    {
                        TransferSyntaxes = ["ImplicitVRLittleEndian"], SopClasses = ["CTImageStorage", "1.2.826.0.1.3680043.10.1489.1"],
                        MaxPduBytes = 16384, MaxAssociations = 3, Retries = 4, RetryDelaySeconds = 6,
                    },
                ],
            },
            IPAddress.Any);
        var destination = peers.Find(new AeTitle("WS"))!.Find<Destination>()!;

        Assert.Equal([TransferSyntax.ImplicitVrLittleEndian], destination.TransferSyntaxes);
        Assert.Equal([Ct, new Uid("1.2.826.0.1.3680043.10.1489.1")], destination.SopClasses);
        Assert.Equal((16384u, 3, 4), (destination.MaxPduBytes, destination.MaxAssociations, destination.Retries));
        Assert.Equal([6, 11, 12], new[] { destination.RetryDelay, destination.AssociationTimeout, destination.ResponseTimeout }.Select(time => time.TotalSeconds));
    }

    [Fact]
    [Requirement("OASIS-45")]
    [Requirement("TIGER-29")]
    public void A_peer_s_own_query_settings_and_character_sets_go_before_the_general_ones()
    {
        var peers = PeersOf(
            new ArchiveOptions
            {
                Queries = new QueryOptions { MaxAnswers = 5, MaxUnboundedRows = 6, Relational = RelationalQueries.Always },
                Peers =
                [
                    new PeerOptions
                    {
                        AeTitle = "MR1", MaxAnswers = 1, MaxUnboundedRows = 2, Relational = RelationalQueries.WhenNegotiated,
                        CharacterSets = ["ISO_IR 100", "\\ISO 2022 IR 87"], FallbackCharacterSet = "GB18030",
                    },
                ],
            },
            IPAddress.Loopback);
        var (own, any) = (peers.Find(new AeTitle("MR1"), Somewhere)!, peers.Find(new AeTitle("STRANGER"), Somewhere)!);

        var (ownQueries, anyQueries) = (own.Find<QuerySettings>()!, any.Find<QuerySettings>()!);

        Assert.Equal((1, 2L, false), (ownQueries.MaxAnswers, ownQueries.MaxUnboundedRows, ownQueries.IsAlwaysRelational));
        Assert.Equal((5, 6L, true), (anyQueries.MaxAnswers, anyQueries.MaxUnboundedRows, anyQueries.IsAlwaysRelational));
        Assert.Equal(["ISO_IR 100", "\\ISO 2022 IR 87"], ownQueries.CharacterSets.Select(set => set.ToString()));
        Assert.Equal(["GB18030"], own.FallbackCharacterSet!.DefinedTerms);
        Assert.Null(any.FallbackCharacterSet);
    }

    [Theory]
    [InlineData("ISO_IR 1000")]
    [InlineData("iso_ir 100")]
    [InlineData("GBK\\ISO_IR 100")]
    [InlineData("")]
    public void What_is_no_value_of_specific_character_set_is_refused(string text) => AssertRefused(
        $"Archive:Peers:0:CharacterSets has '{text}', which is no value of Specific Character Set (0008,0005), such as 'ISO_IR 100' or '\\ISO 2022 IR 87'.",
        new ArchiveOptions { Peers = [new PeerOptions { AeTitle = "MR1", CharacterSets = [text] }] });

    private static PeerOptions Destination(string aeTitle) =>
        new() { AeTitle = aeTitle, Host = "192.0.2.7", Port = 104, Roles = [PeerRoles.Store, PeerRoles.MoveDestination] };

    private static PeerDirectory PeersOf(ArchiveOptions options, IPAddress bindAddress) => new ConfiguredPeers(options).CreateDirectory(bindAddress);

    private static IReadOnlyDictionary<Uid, AbstractSyntaxPolicy> GrantedTo(string aeTitle, ArchiveOptions options)
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSettings(options)
            .AddSingleton(new MemoryBudget(MemoryBudget.BlockBytes))
            .AddSingleton(Unused.Of<IBlobStore>())
            .AddSingleton(Unused.Of<IArchiveIndex>())
            .AddArchive()
            .AddSingleton(Unused.Of<IStudies>())
            .AddSingleton(Unused.Of<IFactIndex>())
            .AddSingleton(Unused.Of<IJournal>())
            .AddSingleton(Unused.Of<IFacts<CommitmentState>>())
            .AddSingleton(Unused.Of<IFacts<PerformedStepState>>())
            .BuildServiceProvider();
        var peer = services.GetRequiredService<PeerDirectory>().Find(new AeTitle(aeTitle), Somewhere)!;
        return services.GetRequiredService<DimseServices>().PolicyFor(peer).AbstractSyntaxes;
    }

    private static Uid? Choose(IReadOnlyDictionary<Uid, AbstractSyntaxPolicy> granted, params Uid[] offered) =>
        granted[Ct].TransferSyntaxes.TryChoose(offered, out var chosen) ? chosen.Uid : null;

    private static void AssertRefused(string sentence, ArchiveOptions options) =>
        Assert.Equal(sentence, Assert.Throws<StartException>(() => new ServiceCollection().AddSettings(options)).Message);
}
