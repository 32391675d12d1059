using System.Buffers;
using System.Collections.Concurrent;
using Archive.Actors.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Associations;

/// <summary>What an association had is given back once, whatever fails while it is.</summary>
public sealed class CleanupTests : AssociationTest
{
    [Fact]
    public async Task An_identifier_whose_refusal_cannot_be_sent_gives_its_memory_back_once()
    {
        var budget = new MemoryBudget(1024 * 1024);
        var sink = new IdentifierSink(
            TransferSyntax.ImplicitVrLittleEndian, new GatheringLimits("identifier", 100_003, DimseStatus.OutOfResources, DimseStatus.CannotUnderstand), undeclared: null, budget,
            _ => Assert.Fail("It was to be refused."), (_, _) => throw new ConnectionLostException("The peer is gone."));

        await sink.AppendAsync(new ReadOnlySequence<byte>(new byte[100_003]));
        Assert.Equal(100_003, budget.UsedBytes);
        await sink.AppendAsync(new ReadOnlySequence<byte>(new byte[1]));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await sink.CompleteAsync());
        await sink.AbandonAsync();

        Assert.Equal(0, budget.UsedBytes);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("abandon")]
    public async Task A_data_set_is_completed_or_abandoned_once_and_the_place_is_free_whatever_fails(string failing)
    {
        var service = new FailingService(failing);
        await using var archive = await TestArchive.StartAsync(new()
        {
            Settings = new() { MaxAssociations = 1 },
            Register = services => services.AddSingleton<IDimseService>(service),
        });
        using (var association = await RawAssociation.RequestAsync(await ScriptedPeer.ConnectAsync(archive.EndPoint), FailingService.Request))
        {
            await association.SendAsync(1, new NCreateRequest { MessageId = 1, AffectedSopClassUid = FailingService.SopClass, HasDataSet = true });
            await association.SendDataAsync(1, new byte[100], isLast: failing == "complete");
        }

        await archive.AllIsOverAsync();
        Assert.Equal([failing], service.Ends);
        using var next = await archive.ConnectRawAsync();
        await next.ExpectEchoAsync();
    }

    [Fact]
    public async Task A_blob_that_cannot_be_closed_takes_no_place_and_lets_no_two_objects_share_a_scanner()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new() { MaxAssociations = 2 } });
        using (var failing = await archive.ConnectRawAsync())
        {
            archive.Blobs.DisposalFailure = new IOException("The disk is gone.");
            await failing.SendStoreAsync(TestObject.Ct() with { Bytes = [0x08, 0, 0x16, 0, (byte)'U', (byte)'I', 8, 0] }); // cut short
            await failing.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        }

        await archive.AllIsOverAsync();
        archive.Blobs.DisposalFailure = null;
        using var first = await archive.ConnectRawAsync();
        using var second = await archive.ConnectRawAsync();
        var (one, other) = (TestObject.Ct(), TestObject.Ct(pixelBytes: 4000));
        foreach (var (association, sent) in new[] { (first, one), (second, other) })
        {
            await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
            await association.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(0, 100), isLast: false);
        }

        await Wait.UntilAsync(() => archive.Blobs.OpenWriters == 2, "both objects to begin");
        foreach (var (association, sent) in new[] { (first, one), (second, other) })
        {
            await association.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(100), isLast: true);
            Assert.Equal(DimseStatus.Success, (await association.ReceiveAsync<CStoreResponse>()).Status);
        }
    }

    /// <summary>Its data sets end as a test says, with an exception.</summary>
    private sealed class FailingService(string failing) : IDimseService
    {
        public static readonly Uid SopClass = new("1.2.826.0.1.3680043.10.1489.78");

        public static AAssociateRq Request => new()
        {
            CalledAeTitle = TestArchive.AeTitle,
            CallingAeTitle = TestArchive.Modality,
            PresentationContexts = [new(1, SopClass, [TransferSyntax.ImplicitVrLittleEndian.Uid])],
        };

        public ConcurrentQueue<string> Ends { get; } = new();

        public IReadOnlyCollection<Uid> SopClasses { get; } = [SopClass];

        public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.NCreateRequest];

        public PeerRoles Role => PeerRoles.None;

        public ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request) => new(new Sink(this, failing));

        private sealed class Sink(FailingService service, string failing) : IDataSetSink
        {
            public ValueTask AppendAsync(ReadOnlySequence<byte> bytes) => default;

            public ValueTask CompleteAsync() => End("complete");

            public ValueTask AbandonAsync() => End("abandon");

            private ValueTask End(string end)
            {
                service.Ends.Enqueue(end);
                return end == failing ? throw new IOException("The disk is gone.") : default;
            }
        }
    }
}
