using System.Text;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Associations;

/// <summary>Who is let in, and what of his proposals is accepted, by the options of a node.</summary>
public sealed class NegotiationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("MX1-19")]
    [Requirement("TIGER-12")]
    public async Task An_unknown_called_AE_title_is_rejected()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);

        await AssertRejectedAsync(node.Call(called: "SOMEBODY"), RejectResult.Permanent, RejectReason.CalledAeTitleNotRecognized);
        await AssertServedAsync(node.Call());
    }

    [Fact]
    [Requirement("MX1-19")]
    [Requirement("TIGER-12")]
    [Requirement("VEREOS-50", "by title and address")]
    [Requirement("MX1-20")]
    [Requirement("TIGER-13", "the plain listener, for known addresses")]
    public async Task An_unknown_calling_AE_title_or_address_is_rejected_when_peers_must_be_known()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"], "--Archive:RequireKnownPeers=true",
            "--Archive:Peers:0:AeTitle=KNOWN", "--Archive:Peers:0:Host=127.0.0.1",
            "--Archive:Peers:1:AeTitle=ELSEWHERE", "--Archive:Peers:1:Host=192.0.2.1");

        await AssertRejectedAsync(node.Call("STRANGER"), RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized);
        await AssertRejectedAsync(node.Call("ELSEWHERE"), RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized);
        await AssertServedAsync(node.Call("KNOWN"));
    }

    [Fact]
    public async Task Associations_beyond_the_limit_are_rejected_for_the_moment()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"], "--Archive:Dicom:MaxAssociations=2");
        await using var first = await ScuAssociation.ConnectAsync(Echoing(node.Call()));
        await using var second = await ScuAssociation.ConnectAsync(Echoing(node.Call()));

        await AssertRejectedAsync(node.Call(), RejectResult.Transient, RejectReason.LocalLimitExceeded);
        Assert.Equal(DimseStatus.Success, (await first.EchoAsync()).Status);

        await second.ReleaseAsync();
        await Eventually.HoldsAsync("one association is left", async () => await node.MetricAsync("archive_associations_open") == 1);
        await AssertServedAsync(node.Call());
    }

    [Fact]
    [Requirement("VEREOS-06")]
    [Requirement("BASICS-21")]
    public async Task Transfer_syntaxes_that_do_not_exist_are_refused_in_their_context_alone()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        using var peer = await RawMessage.ConnectAsync(node);
        var good = RawMessage.Associate(SopClasses.CTImageStorage);
        var bytes = new AAssociateRq
        {
            CalledAeTitle = good.CalledAeTitle,
            CallingAeTitle = good.CallingAeTitle,
            PresentationContexts =
            [
                new ProposedPresentationContext(1, SopClasses.CTImageStorage, [new Uid("1.2.3.4.5.6.7.8.9")]),
                new ProposedPresentationContext(3, SopClasses.CTImageStorage, [new Uid("9.9.9.9.9")]),
                new ProposedPresentationContext(5, SopClasses.CTImageStorage, [new Uid("1.3.46.670589.33.1.4.1")]),
                new ProposedPresentationContext(7, SopClasses.CTImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid]),
            ],
            UserInformation = good.UserInformation,
        }.ToArray();
        "not-a-uid"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("9.9.9.9.9"u8)));
        await peer.SendAsync(bytes);

        var answer = await RawMessage.ReadPduAsync<AAssociateAc>(await peer.ReceiveAsync());

        Assert.Equal(
            [ContextResult.TransferSyntaxesNotSupported, ContextResult.TransferSyntaxesNotSupported, ContextResult.TransferSyntaxesNotSupported, ContextResult.Acceptance],
            answer.PresentationContexts.Select(context => context.Result));
    }

    [Fact]
    [Requirement("MX1-06")]
    public async Task A_peer_may_have_an_order_of_transfer_syntaxes_of_its_own()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"],
            "--Archive:Peers:0:AeTitle=LOSSY", "--Archive:Peers:0:TransferSyntaxes:0=JPEGBaseline8Bit", "--Archive:Peers:0:TransferSyntaxes:1=ImplicitVRLittleEndian");

        Assert.Equal(TransferSyntax.JpegBaseline8Bit, await ChosenAsync(node, "LOSSY"));
        Assert.Equal(TransferSyntax.ExplicitVrLittleEndian, await ChosenAsync(node, "OTHER"));
    }

    [Fact]
    [Requirement("BASICS-31")]
    public async Task A_SOP_class_is_stored_as_soon_as_it_is_configured()
    {
        var sopClass = new Uid("1.3.46.670589.5.0.3");
        var instance = TestData.Ct();
        instance.DataSet.SetString(Tags.SOPClassUID, sopClass.Value);
        var unknown = WireObject.Of(instance with { SopClass = sopClass });
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
            await Assert.ThrowsAsync<NoPresentationContextException>(() => node.StoreAsync(unknown));

        await using var configured = await NodeProcess.StartAsync(_folder["data"], $"--Archive:Ingest:AdditionalSopClasses:0={sopClass}");
        Assert.Equal(DimseStatus.Success, await configured.StoreAsync(unknown));
        Assert.Equal(unknown.Hash, Assert.Single((await configured.GetAsync(instance.Study.Uid, unknown)).Hashes).Value);
    }

    private static ScuAssociationOptions Echoing(ScuAssociationOptions options) => options.Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian);

    private static async Task AssertRejectedAsync(ScuAssociationOptions options, RejectResult result, RejectReason reason)
    {
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => ScuAssociation.ConnectAsync(Echoing(options)));
        Assert.Equal((result, reason), (rejected.Result, rejected.Reason));
    }

    private static async Task AssertServedAsync(ScuAssociationOptions options)
    {
        await using var association = await ScuAssociation.ConnectAsync(Echoing(options));
        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        await association.ReleaseAsync();
    }

    private static async Task<TransferSyntax> ChosenAsync(NodeProcess node, string calling)
    {
        await using var association = await ScuAssociation.ConnectAsync(node.Call(calling).Propose(SopClasses.UltrasoundImageStorage,
            TransferSyntax.JpegBaseline8Bit, TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian));
        return association.GetContext(SopClasses.UltrasoundImageStorage).TransferSyntax;
    }
}
