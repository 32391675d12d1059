using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Client;

/// <summary>The client against a peer that does what the test says.</summary>
public sealed class ScuAssociationTests : IDisposable
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;

    private readonly ScriptedScp _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task The_request_says_all_that_the_options_say()
    {
        var connecting = ScuAssociation.ConnectAsync(new ScuAssociationOptions
        {
            Host = "localhost",
            Port = _peer.Port,
            CalledAeTitle = new AeTitle("CALLED"),
            CallingAeTitle = new AeTitle("CALLING"),
            MaxPduBytes = 32768,
            AsyncOperationsWindow = new AsyncOperationsWindow(5, 2),
            UserIdentity = new UserIdentityRequest(UserIdentityType.Username, IsResponseRequested: false, "operator"u8.ToArray(), default),
            ExtendedNegotiations = [new SopClassExtendedNegotiation(Find, new byte[] { 1, 0, 1 })],
        }
        .Propose(Find, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian)
        .Propose(SopClasses.CTImageStorage, TransferSyntax.ImplicitVrLittleEndian)
        .ProposeScpRole(SopClasses.CTImageStorage));

        var request = await _peer.AcceptAsync();
        await using var association = await connecting;

        Assert.Equal("CALLED", request.CalledAeTitle.Value);
        Assert.Equal("CALLING", request.CallingAeTitle.Value);
        Assert.Equal([1, 3], request.PresentationContexts.Select(context => (int)context.Id));
        Assert.Equal([Find, SopClasses.CTImageStorage], request.PresentationContexts.Select(context => context.AbstractSyntax));
        Assert.Equal([TransferSyntax.ExplicitVrLittleEndian.Uid, TransferSyntax.ImplicitVrLittleEndian.Uid], request.PresentationContexts[0].TransferSyntaxes);
        Assert.Equal(32768u, request.UserInformation.MaximumLength);
        Assert.Equal(new AsyncOperationsWindow(5, 2), request.UserInformation.AsyncOperationsWindow);
        Assert.Equal(new RoleSelection(SopClasses.CTImageStorage, IsScu: true, IsScp: true), Assert.Single(request.UserInformation.RoleSelections));
        Assert.Equal(UserIdentityType.Username, request.UserInformation.UserIdentityRequest!.Type);
        Assert.Equal(Find, Assert.Single(request.UserInformation.ExtendedNegotiations).SopClass);
        Assert.Equal(Implementation.ClassUid, request.UserInformation.ImplementationClassUid);
        Assert.Equal(5, association.Negotiated.Window.MaxInvoked);
        Assert.True(association.GetContext(SopClasses.CTImageStorage).IsRequestorScp);
        Assert.Null(association.FindContext(SopClasses.MRImageStorage));
        Assert.Throws<NoPresentationContextException>(() => association.GetContext(Find, TransferSyntax.ImplicitVrLittleEndian));
    }

    [Fact]
    public async Task Requests_overlap_within_the_window_and_responses_find_theirs_in_any_order()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port, window: new AsyncOperationsWindow(3, 1)));
        var echoes = Enumerable.Range(0, 4).Select(_ => association.EchoAsync()).ToArray();

        var first = new List<CEchoRequest>();
        for (var i = 0; i < 3; i++)
            first.Add((CEchoRequest)(await _peer.ReceiveMessageAsync()).Command);
        foreach (var request in Enumerable.Reverse(first))
            await _peer.SendAsync(1, request.Respond(DimseStatus.Success));
        var last = (CEchoRequest)(await _peer.ReceiveMessageAsync()).Command;
        await _peer.SendAsync(1, last.Respond(DimseStatus.Success));

        var responses = await Task.WhenAll(echoes);
        Assert.Equal(4, responses.Select(response => response.MessageIdBeingRespondedTo).Distinct().Count());
    }

    [Fact]
    public async Task Cancellation_of_a_find_sends_a_cancel_and_gives_what_still_comes()
    {
        await using var association = await ConnectAsync(Finding());
        using var cancellation = new CancellationTokenSource();
        var finding = association.FindAsync(Find, new DataSet(), cancellation.Token).ToListAsync();

        var request = (CFindRequest)(await _peer.ReceiveMessageAsync()).Command;
        await _peer.SendAsync(1, Match(request), new byte[8]);
        await cancellation.CancelAsync();
        var cancel = Assert.IsType<CCancelRequest>((await _peer.ReceiveMessageAsync()).Command);
        await _peer.SendAsync(1, Match(request), new byte[8]);
        await _peer.SendAsync(1, request.Respond(DimseStatus.Cancel));

        Assert.Equal(request.MessageId, cancel.MessageIdBeingRespondedTo);
        Assert.Equal([DimseStatus.Pending, DimseStatus.Pending, DimseStatus.Cancel], (await finding).Select(response => response.Response.Status));
        Assert.True(association.IsOpen);
    }

    [Fact]
    public async Task To_leave_a_find_early_sends_a_cancel_and_waits_for_the_last_response()
    {
        await using var association = await ConnectAsync(Finding());
        var finding = FirstAsync(association.FindAsync(Find, new DataSet()));

        var request = (CFindRequest)(await _peer.ReceiveMessageAsync()).Command;
        await _peer.SendAsync(1, Match(request), new byte[8]);
        Assert.IsType<CCancelRequest>((await _peer.ReceiveMessageAsync()).Command);
        await _peer.SendAsync(1, Match(request), new byte[8]);
        Assert.False(finding.IsCompleted);
        await _peer.SendAsync(1, request.Respond(DimseStatus.Cancel));

        Assert.Equal(DimseStatus.Pending, (await finding).Response.Status);
        await ReleaseAsync(association);
    }

    [Fact]
    public async Task A_cancel_is_sent_before_a_response_is_given_that_is_here_already()
    {
        await using var association = await ConnectAsync(Finding());
        using var cancellation = new CancellationTokenSource();
        await using var matches = association.FindAsync(Find, new DataSet(), cancellation.Token).GetAsyncEnumerator();
        var first = matches.MoveNextAsync();
        var request = (CFindRequest)(await _peer.ReceiveMessageAsync()).Command;
        for (var i = 0; i < 3; i++)
            await _peer.SendAsync(1, Match(request), new byte[8]);
        Assert.True(await first);
        await _peer.SendAsync(1, new CEchoRequest { MessageId = 9, AffectedSopClassUid = SopClasses.Verification }); // who is answered has been heard
        Assert.IsType<CEchoResponse>((await _peer.ReceiveMessageAsync()).Command);

        await cancellation.CancelAsync();
        Assert.True(await matches.MoveNextAsync());

        Assert.IsType<CCancelRequest>((await _peer.ReceiveMessageAsync()).Command);
        await _peer.SendAsync(1, request.Respond(DimseStatus.Cancel));
        Assert.True(await matches.MoveNextAsync());
        Assert.True(await matches.MoveNextAsync());
        Assert.Equal(DimseStatus.Cancel, matches.Current.Response.Status);
    }

    [Fact]
    public async Task A_request_of_the_peer_is_refused_where_nobody_serves_it()
    {
        await using var association = await ConnectAsync(Scu.To(_peer.Port).Propose(SopClasses.CTImageStorage, TransferSyntax.ImplicitVrLittleEndian));

        await _peer.SendAsync(1, new CStoreRequest { MessageId = 9, AffectedSopClassUid = SopClasses.CTImageStorage, AffectedSopInstanceUid = new Uid("1.2") }, new byte[100_000]);
        var response = Assert.IsType<CStoreResponse>((await _peer.ReceiveMessageAsync()).Command);

        Assert.Equal(DimseStatus.SopClassNotSupported, response.Status);
        Assert.Equal(9, response.MessageIdBeingRespondedTo);
        await ReleaseAsync(association);
    }

    [Fact]
    public async Task A_handler_that_fails_aborts_the_association()
    {
        await using var association = await ConnectAsync(Scu.To(_peer.Port, serve: (_, _) => throw new InvalidOperationException("disk on fire"))
            .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));
        var echo = association.EchoAsync();
        await _peer.ReceiveMessageAsync();

        await _peer.SendAsync(1, new CEchoRequest { MessageId = 1, AffectedSopClassUid = SopClasses.Verification });

        Assert.Equal(AbortSource.ServiceUser, Assert.IsType<AAbort>(await _peer.ReceiveAsync()).Source);
        Assert.Contains("disk on fire", (await Assert.ThrowsAsync<AssociationAbortedException>(() => echo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_normalized_service_carries_its_names_and_data()
    {
        var sopClass = SopClasses.ModalityPerformedProcedureStep;
        var instance = new Uid("1.2.3");
        await using var association = await ConnectAsync(Scu.To(_peer.Port).Propose(sopClass, TransferSyntax.ExplicitVrLittleEndian));
        var data = new DataSet().SetString(Tags.PatientID, "INV-1");
        var encoded = DataSetWriter.ToArray(data, TransferSyntax.ExplicitVrLittleEndian);

        await CheckAsync(association.CreateAsync(sopClass, instance, data), new NCreateRequest { MessageId = 1, AffectedSopClassUid = sopClass, AffectedSopInstanceUid = instance, HasDataSet = true });
        await CheckAsync(association.SetAsync(sopClass, instance, data), new NSetRequest { MessageId = 2, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance });
        await CheckAsync(association.ActionAsync(sopClass, instance, 7, data), new NActionRequest { MessageId = 3, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance, ActionTypeId = 7, HasDataSet = true });
        await CheckAsync(association.EventReportAsync(sopClass, instance, 8, data), new NEventReportRequest { MessageId = 4, AffectedSopClassUid = sopClass, AffectedSopInstanceUid = instance, EventTypeId = 8, HasDataSet = true });
        await CheckAsync(association.GetAttributesAsync(sopClass, instance, [Tags.PatientID]), new NGetRequest { MessageId = 5, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance, AttributeIdentifierList = [Tags.PatientID] });
        var deleting = association.DeleteAsync(sopClass, instance);
        var delete = (NDeleteRequest)(await _peer.ReceiveMessageAsync()).Command;
        await _peer.SendAsync(1, delete.Respond(DimseStatus.NoSuchSopInstance));
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await deleting).Status);

        async Task CheckAsync<TResponse>(Task<DimseMessage<TResponse>> answered, DimseRequest expected)
            where TResponse : DimseResponse
        {
            var (request, _, dataSet) = await _peer.ReceiveMessageAsync();
            Assert.Equivalent(expected, request, strict: true);
            Assert.Equal(expected.HasDataSet ? encoded : [], dataSet);
            await _peer.SendAsync(1, ((DimseRequest)request).Respond(DimseStatus.Success) with { HasDataSet = true }, encoded);
            var message = await answered;
            Assert.Equal(DimseStatus.Success, message.Response.Status);
            Assert.Equal("INV-1", message.ReadDataSet().GetString(Tags.PatientID));
        }
    }

    [Fact]
    public async Task A_release_by_the_peer_is_answered_and_fails_what_waits()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        var echo = association.EchoAsync();
        await _peer.ReceiveMessageAsync();

        await _peer.SendAsync(AReleaseRq.Instance);

        Assert.IsType<AReleaseRp>(await _peer.ReceiveAsync());
        Assert.Contains("released", (await Assert.ThrowsAsync<AssociationAbortedException>(() => echo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_that_cross_are_both_answered()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        var releasing = association.ReleaseAsync();
        Assert.IsType<AReleaseRq>(await _peer.ReceiveAsync());

        await _peer.SendAsync(AReleaseRq.Instance);
        Assert.IsType<AReleaseRp>(await _peer.ReceiveAsync());
        await _peer.SendAsync(AReleaseRp.Instance);

        await releasing;
        Assert.True(await _peer.IsClosedByOtherSideAsync());
    }

    [Fact]
    public async Task A_release_with_requests_outstanding_is_a_mistake()
    {
        await using var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        var echo = association.EchoAsync();
        await _peer.ReceiveMessageAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => association.ReleaseAsync());
        await association.AbortAsync();

        await Assert.ThrowsAsync<AssociationAbortedException>(() => echo);
        Assert.Equal(AbortSource.ServiceUser, Assert.IsType<AAbort>(await _peer.ReceiveAsync()).Source);
    }

    [Fact]
    public async Task To_dispose_without_release_aborts()
    {
        var association = await ConnectAsync(Scu.Verifying(_peer.Port));
        await association.DisposeAsync();
        Assert.IsType<AAbort>(await _peer.ReceiveAsync());
        Assert.True(await _peer.IsClosedByOtherSideAsync());
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var item in items)
            return item;
        throw new InvalidOperationException("There is none.");
    }

    private static DimseResponse Match(CFindRequest request) => request.Respond(DimseStatus.Pending) with { HasDataSet = true };

    private ScuAssociationOptions Finding() => Scu.To(_peer.Port).Propose(Find, TransferSyntax.ImplicitVrLittleEndian);

    private async Task<ScuAssociation> ConnectAsync(ScuAssociationOptions options)
    {
        var connecting = ScuAssociation.ConnectAsync(options);
        await _peer.AcceptAsync();
        return await connecting;
    }

    private async Task ReleaseAsync(ScuAssociation association)
    {
        var releasing = association.ReleaseAsync();
        Assert.IsType<AReleaseRq>(await _peer.ReceiveAsync());
        await _peer.SendAsync(AReleaseRp.Instance);
        await releasing;
    }
}
