using System.Collections.Concurrent;
using System.Net;
using Archive.Actors.Workflow.Hl7;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;
using Archive.Storage.Health;
using Archive.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.EndToEnd.Tests.Workflow;

/// <summary>A second implementation of HL7 v2 and MLLP sends orders.</summary>
public sealed class Hl7PeerTests
{
    [NeedsFact(Need.SimpleHl7)]
    public async Task Orders_of_another_implementation_are_read_and_it_reads_the_answers()
    {
        var orders = new Orders();
        var settings = new Hl7Settings { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) };
        var receiver = new Hl7Receiver(settings, orders, TimeProvider.System, NullLogger<Hl7Receiver>.Instance);
        await using var listener = new MllpListener(settings, receiver, TimeProvider.System, new ArchiveHealth(), NullLogger<MllpListener>.Instance);
        listener.Listen();

        var answers = await Hl7Peer.SendOrderAsync(listener.EndPoint, "NW", "A-88012");

        Assert.Contains("|ARCHIVE|RADIOLOGY|NODEHIS|NORTH|", answers, StringComparison.Ordinal);
        Assert.Contains("MSA|AA|N-1", answers, StringComparison.Ordinal);
        Assert.Contains("MSA|AA|N-2", answers, StringComparison.Ordinal);
        Assert.Equal(2, orders.Changes.Count);
        Assert.All(orders.Changes, change =>
        {
            var item = Assert.IsType<PutItem>(change).Item;
            Assert.Equal(("hl7:NODEHIS", "HUBER^ANNA", "A-88012"), (change.Source, item.GetString(Tags.PatientName), item.GetString(Tags.AccessionNumber)));
            var step = Assert.Single(item.GetItems(Tags.ScheduledProcedureStepSequence));
            Assert.Equal(("SPS-1", "CT1", "20261202", "093000"), (step.GetString(Tags.ScheduledProcedureStepID), step.GetString(Tags.ScheduledStationAETitle),
                step.GetString(Tags.ScheduledProcedureStepStartDate), step.GetString(Tags.ScheduledProcedureStepStartTime)));
        });

        var refused = await Hl7Peer.SendOrderAsync(listener.EndPoint, "ZZ", "A-88012");
        Assert.Contains("MSA|AE|N-1|ORC-1 is 'ZZ'", refused, StringComparison.Ordinal);
    }

    private sealed class Orders : IOrders
    {
        public ConcurrentQueue<OrderChange> Changes { get; } = new();

        public Task<OrderResult> ApplyAsync(OrderChange change, CancellationToken cancellationToken)
        {
            Changes.Enqueue(change);
            return Task.FromResult(new OrderResult(OrderOutcome.Created));
        }
    }
}
