using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

public sealed class CommandTests : AssociationTest
{
    [Fact]
    public async Task A_request_of_another_service_is_an_unrecognized_operation()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var (sopClass, instance) = (SopClasses.CTImageStorage, TestObject.NextUid());

        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.GetAttributesAsync(sopClass, instance, [])).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.SetAsync(sopClass, instance, new DataSet())).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.ActionAsync(sopClass, instance, 1, new DataSet())).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.CreateAsync(sopClass, instance)).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.DeleteAsync(sopClass, instance)).Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.EventReportAsync(sopClass, instance, 1)).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, await LastStatusAsync(association.FindAsync(sopClass, new DataSet())));
        Assert.Equal(DimseStatus.UnrecognizedOperation, await LastStatusAsync(association.GetAsync(sopClass, new DataSet())));
        Assert.Equal(DimseStatus.UnrecognizedOperation, await LastStatusAsync(association.MoveAsync(sopClass, "NOBODY", new DataSet())));
        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
    }

    [Fact]
    public async Task An_echo_is_answered_and_an_object_refused_on_the_context_of_another_service()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var (storage, find) = (association.GetContext(SopClasses.CTImageStorage), association.GetContext(SopClasses.StudyRootQueryRetrieveInformationModelFind));
        var sent = TestObject.Ct();
        var echo = new CEchoRequest { MessageId = 0, AffectedSopClassUid = SopClasses.Verification };
        var query = new CFindRequest { MessageId = 0, AffectedSopClassUid = find.AbstractSyntax };

        Assert.Equal(DimseStatus.Success, (await association.RequestAsync<CEchoResponse>(storage, echo)).Response.Status);
        Assert.Equal(DimseStatus.Success, (await association.RequestAsync<CEchoResponse>(find, echo)).Response.Status);
        Assert.Equal(DimseStatus.SopClassNotSupported, (await association.RequestAsync<CStoreResponse>(find, RawAssociation.Store(sent), sent.Bytes)).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.RequestAsync<CFindResponse>(storage, query, new DataSet())).Response.Status);
        Assert.False(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task What_answers_another_command_with_its_Message_ID_leaves_a_query_to_be_canceled()
    {
        await using var archive = await TestArchive.StartAsync(new() { Index = index => new EndlessIndex(index) });
        using var association = await archive.ConnectRawAsync();
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY");
        await association.SendAsync(RawAssociation.Find, new CFindRequest { MessageId = 5, AffectedSopClassUid = SopClasses.StudyRootQueryRetrieveInformationModelFind });
        await association.SendDataAsync(RawAssociation.Find, DataSetWriter.ToArray(identifier, TransferSyntax.ImplicitVrLittleEndian), isLast: true);
        await association.SendAsync(RawAssociation.Verification, new CEchoRequest { MessageId = 5, AffectedSopClassUid = SopClasses.Verification });

        await ReceiveUntilAsync<CEchoResponse>(association, _ => true);
        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 5 });

        await ReceiveUntilAsync<CFindResponse>(association, response => response.Status == DimseStatus.Cancel);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task A_command_field_that_the_standard_does_not_know_is_an_unrecognized_operation()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        var command = Hex.Parse("""
            0000 0000 04000000 1C000000   // Command Group Length 28
            0000 0001 02000000 5500       // Command Field 0055
            0000 1001 02000000 0700       // Message ID 7
            0000 0008 02000000 0101       // no data set
            """);

        await association.Peer.SendAsync(RawAssociation.Fragment(RawAssociation.Verification, command, isCommand: true, isLast: true));

        var pdu = await association.Peer.ReceiveAsync();
        Assert.Contains("00000009020000001102", Convert.ToHexString(pdu), StringComparison.Ordinal); // Status 0211
        await association.ExpectEchoAsync();
    }

    [Fact]
    public async Task A_cancel_of_nothing_and_a_response_to_nothing_are_passed_over()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 17 });
        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(TestObject.Ct()).Respond(DimseStatus.Success));

        await association.ExpectEchoAsync();
    }

    [Fact]
    public async Task A_command_on_a_context_that_was_not_accepted_aborts()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.SendAsync(7, new CEchoRequest { MessageId = 1, AffectedSopClassUid = SopClasses.Verification });

        await association.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
        await archive.AllIsOverAsync();
    }

    [Theory]
    [InlineData(RawAssociation.Ct)]
    [InlineData((byte)7)]
    public async Task A_data_set_that_no_command_announced_aborts(byte contextId)
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.SendDataAsync(contextId, TestObject.Ct().Bytes, isLast: true);

        await association.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter);
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_data_set_on_another_context_than_its_command_aborts_and_leaves_nothing()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        var sent = TestObject.Ct();

        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await association.SendDataAsync(RawAssociation.Verification, sent.Bytes, isLast: true);

        await association.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter);
        await archive.AllIsOverAsync();
        Assert.False(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task A_command_where_a_data_set_was_announced_aborts()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(TestObject.Ct()));
        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(TestObject.Ct(), 2));

        await association.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter);
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_command_that_cannot_be_read_aborts()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.Peer.SendAsync(RawAssociation.Fragment(RawAssociation.Ct, new byte[16], isCommand: true, isLast: true));

        await association.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        await archive.AllIsOverAsync();
    }

    /// <summary>Passes over data sets and what else is answered.</summary>
    private static async Task ReceiveUntilAsync<TResponse>(RawAssociation association, Func<TResponse, bool> isIt)
        where TResponse : DimseResponse
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        while (true)
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for {typeof(TResponse).Name}.");
            var pdu = await association.Peer.ReceiveAsync();
            if ((pdu[11] & 1) != 0 && CommandSet.Parse(pdu.AsSpan(12)) is TResponse response && isIt(response))
                return;
        }
    }

    private static async Task<DimseStatus> LastStatusAsync<TResponse>(IAsyncEnumerable<DimseMessage<TResponse>> responses)
        where TResponse : DimseResponse
    {
        DimseStatus? last = null;
        await foreach (var message in responses)
            last = message.Response.Status;
        return last!.Value;
    }
}
