using System.Collections.Concurrent;
using Archive.Actors.Associations;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Queries;
using Archive.Actors.Tests.Retrieval;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>
/// The maximum length of P-DATA-TF (PS3.8 D.1) in both directions, for every service. The client of these tests aborts at a
/// PDU that is longer than what it announced, as modalities do.
/// </summary>
public sealed class AnnouncedLengthTests : AssociationTest
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid Get = SopClasses.StudyRootQueryRetrieveInformationModelGet;
    private static readonly Uid Move = SopClasses.StudyRootQueryRetrieveInformationModelMove;

    public static TheoryData<uint> Lengths => [2048, 2049, 4096, 16384, 32768, 65536, 131072, 0];

    [Theory]
    [MemberData(nameof(Lengths))]
    [Requirement("VEREOS-02")]
    [Requirement("OASIS-03")]
    [Requirement("MX1-12")]
    [Requirement("VEREOS-57")]
    public async Task A_caller_gets_no_longer_PDU_than_it_announced(uint maximum)
    {
        using var scp = new ScriptedScp { MaximumLength = maximum };
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions
        {
            Destinations = [MoveScu.At(scp.Port)],
            Retrieval = new RetrievalSettings { OperationsWindow = 1 },
            Index = index => new ScriptedIndex(index, (_, _) => LongMatch()),
        });
        var sent = TestObject.CtSeries(60);
        var objects = new ConcurrentDictionary<Uid, byte[]>();
        await using var caller = await ScuAssociation.ConnectAsync(Announcing(archive, maximum, objects));
        Assert.Equal(DimseStatus.Success, (await caller.EchoAsync()).Status);
        foreach (var one in sent)
            Assert.Equal(DimseStatus.Success, (await caller.StoreAsync(caller.GetContext(one.SopClass), one.Instance, one.Bytes)).Status);
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await caller.StoreAsync(caller.GetContext(sent[0].SopClass), TestObject.NextUid(), sent[0].Bytes)).Status);

        var answers = await ReadAsync(caller.FindAsync(Find, StudyOf(sent[0].Study)));
        var got = await ReadAsync(caller.GetAsync(Get, StudyOf(sent[0].Study)));
        var moving = ReadAsync(caller.MoveAsync(Move, MoveScu.Title.Value, StudyOf(sent[0].Study)));
        await scp.AcceptAsync();
        var moved = new List<byte[]>();
        foreach (var _ in sent)
        {
            var (command, contextId, dataSet) = await scp.ReceiveMessageAsync();
            moved.Add(dataSet);
            await scp.SendAsync(contextId, ((CStoreRequest)command).Respond(DimseStatus.OutOfResources)); // each name is in the last response
        }

        await scp.ReleaseAsync();

        Assert.InRange(answers[0].DataSet.Length, 9000, 10_000);
        Assert.Equal(DimseStatus.Success, answers[^1].Response.Status);
        Assert.Equal(DimseStatus.Success, got[^1].Response.Status);
        Assert.All(sent, one => Assert.Equal(one.Bytes, objects[one.Instance]));
        Assert.Equal(sent.Select(one => one.Bytes.Length), moved.Select(bytes => bytes.Length));
        var failed = (await moving)[^1];
        Assert.Equal(sent.Length, failed.ReadDataSet().GetStrings(Tags.FailedSOPInstanceUIDList).Count);
        await caller.ReleaseAsync();
    }

    [Fact]
    public async Task A_caller_without_a_maximum_gets_long_PDUs()
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.Ct(pixelBytes: 400_000);
        await TestScu.StoreAsync(archive, sent);
        using var caller = await RawAssociation.RequestAsync(await ScriptedPeer.ConnectAsync(archive.EndPoint), RawAssociation.RequestWith(new UserInformation
        {
            MaximumLength = 0,
            ImplementationClassUid = new Uid("1.2.3"),
            RoleSelections = [new RoleSelection(SopClasses.CTImageStorage, IsScu: false, IsScp: true)],
        }));

        await caller.SendAsync(RawAssociation.Get, new CGetRequest { MessageId = 1, AffectedSopClassUid = Get });
        await caller.SendDataAsync(RawAssociation.Get, MoveScu.Identify(sent.Study), isLast: true);
        await caller.ReceiveAsync<CStoreRequest>();

        Assert.InRange((await caller.Peer.ReceiveAsync()).Length, 100_000, 200_000);
    }

    [Theory]
    [InlineData(4096u)]
    [InlineData(16384u)]
    [InlineData(65536u)]
    [InlineData(131072u)]
    [InlineData(1024u * 1024)]
    [Requirement("VEREOS-02")]
    public async Task A_peer_may_send_PDUs_of_exactly_what_the_archive_announces_and_no_longer_ones(uint maximum)
    {
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions { Settings = new AssociationSettings { MaxPduBytes = maximum } });
        using var modality = await archive.ConnectRawAsync();
        var sent = TestObject.Ct(pixelBytes: (int)maximum * 2);

        await modality.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        var fragment = (int)maximum - 6;
        var rest = sent.Bytes.AsMemory();
        for (; rest.Length > fragment; rest = rest[fragment..])
            await modality.Peer.SendAsync(RawAssociation.Fragment(RawAssociation.Ct, rest.Span[..fragment], isCommand: false, isLast: false));
        await modality.Peer.SendAsync(RawAssociation.Fragment(RawAssociation.Ct, rest.Span, isCommand: false, isLast: true));

        Assert.Equal(DimseStatus.Success, (await modality.ReceiveAsync<CStoreResponse>()).Status);
        await modality.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent, messageId: 2));
        await modality.Peer.SendAsync(RawAssociation.Fragment(RawAssociation.Ct, sent.Bytes.AsSpan(0, fragment + 2), isCommand: false, isLast: false));
        await modality.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
    }

    [Theory]
    [InlineData(2048u)]
    [InlineData(131072u)]
    [Requirement("VEREOS-57")]
    public async Task A_peer_may_send_PDUs_of_exactly_what_the_archive_announces_as_requestor(uint maximum)
    {
        using var scp = new ScriptedScp();
        var bytes = new ConcurrentDictionary<Uid, byte[]>();
        var options = new ScuAssociationOptions
        {
            Host = "127.0.0.1",
            Port = scp.Port,
            CalledAeTitle = MoveScu.Title,
            CallingAeTitle = TestArchive.AeTitle,
            MaxPduBytes = maximum,
            ServeAsync = Keeping(bytes),
        }
        .Propose(Get, TransferSyntax.ImplicitVrLittleEndian).Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian).ProposeScpRole(SopClasses.CTImageStorage);
        var connecting = ScuAssociation.ConnectAsync(options);
        Assert.Equal(maximum, (await scp.AcceptAsync()).UserInformation.MaximumLength);
        await using var requestor = await connecting;
        var sent = TestObject.Ct(pixelBytes: 300_000);

        var getting = ReadAsync(requestor.GetAsync(Get, StudyOf(sent.Study)));
        var (get, context, _) = await scp.ReceiveMessageAsync();
        var store = new System.Buffers.ArrayBufferWriter<byte>();
        RawAssociation.Store(sent).WriteTo(store);
        await scp.SendAsync(RawAssociation.Fragment(3, store.WrittenSpan, isCommand: true, isLast: true));
        var fragment = (int)maximum - 6;
        for (var at = 0; at < sent.Bytes.Length; at += fragment)
        {
            var part = sent.Bytes.AsMemory(at, Math.Min(fragment, sent.Bytes.Length - at));
            await scp.SendAsync(RawAssociation.Fragment(3, part.Span, isCommand: false, isLast: at + part.Length == sent.Bytes.Length));
        }

        await scp.ReceiveMessageAsync();
        await scp.SendAsync(context, ((CGetRequest)get).Respond(DimseStatus.Success));

        Assert.Equal(DimseStatus.Success, (await getting)[^1].Response.Status);
        Assert.Equal(sent.Bytes, bytes[sent.Instance]);
    }

    private static ScuAssociationOptions Announcing(TestArchive archive, uint maximum, ConcurrentDictionary<Uid, byte[]> objects) => new ScuAssociationOptions
    {
        Host = "127.0.0.1",
        Port = archive.EndPoint.Port,
        CalledAeTitle = TestArchive.AeTitle,
        CallingAeTitle = TestArchive.Modality,
        MaxPduBytes = maximum,
        ServeAsync = Keeping(objects),
    }
    .Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian)
    .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian)
    .Propose(Find, TransferSyntax.ExplicitVrLittleEndian)
    .Propose(Get, TransferSyntax.ExplicitVrLittleEndian)
    .Propose(Move, TransferSyntax.ExplicitVrLittleEndian)
    .ProposeScpRole(SopClasses.CTImageStorage);

    private static Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>> Keeping(ConcurrentDictionary<Uid, byte[]> objects) => async (incoming, cancellationToken) =>
    {
        var store = Assert.IsType<CStoreRequest>(incoming.Request);
        using var bytes = new MemoryStream();
        await incoming.DataSet.CopyToAsync(bytes, cancellationToken);
        objects[store.AffectedSopInstanceUid] = bytes.ToArray();
        return store.Respond(DimseStatus.Success);
    };

    private static DataSet StudyOf(Uid study) => new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Value);

    /// <summary>One match that is longer than the PDUs of most of these tests.</summary>
    private static async IAsyncEnumerable<DataSet> LongMatch()
    {
        await Task.CompletedTask;
        yield return ScriptedIndex.Match().SetString(Tags.PatientComments, new string('x', 9000));
    }

    private static async Task<List<DimseMessage<TResponse>>> ReadAsync<TResponse>(IAsyncEnumerable<DimseMessage<TResponse>> responses)
        where TResponse : DimseResponse
    {
        var all = new List<DimseMessage<TResponse>>();
        await foreach (var response in responses)
            all.Add(response);
        return all;
    }
}
