using Archive.Actors.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;
using System.Net.Sockets;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>
/// Sends steps to one receiver on one association: of each step its messages in their order, up to one that is not taken. Called by the
/// coordinator, for a receiver by one at a time.
/// </summary>
internal sealed class StepForwarder(NormalizedRequests requests, PeerDirectory peers, StepNotes notes, ILogger<StepForwarder> logger)
{
    private static readonly Uid SopClass = SopClasses.ModalityPerformedProcedureStep;

    public async Task SendAsync(string receiver, IReadOnlyList<PerformedStepState> steps, CancellationToken stop)
    {
        var sent = 0;
        try
        {
            if (!AeTitle.TryParse(receiver, out var title) || peers.Find(title)?.Find<CalledPeer>() is not { } peer)
            {
                await FailAsync(receiver, steps, new StepSending("The archive does not know any more where this peer is called.", IsFinal: false), stop);
                return;
            }

            await using var association = await requests.ConnectAsync(peer, SopClass, stop);
            foreach (var step in steps)
            {
                await SendAsync(association, receiver, step, stop);
                sent++;
            }

            if (await association.ReleaseAsync(stop) is { } problem)
                Log.NotReleased(logger, receiver, problem);
        }
        catch (Exception failure) when (IsOfThePeer(failure))
        {
            Log.AssociationFailed(logger, receiver, DestinationProblem.Describe(failure));
            await FailAsync(receiver, [.. steps.Skip(sent)], new StepSending(DestinationProblem.Describe(failure), IsFinal: false), stop);
        }
    }

    private async Task SendAsync(NormalizedAssociation association, string receiver, PerformedStepState step, CancellationToken stop)
    {
        var delivery = step.Deliveries.Single(delivery => delivery.Receiver == receiver);
        foreach (var message in step.Messages.Where(message => message.Number >= delivery.Next))
        {
            var (instance, dataSet) = (new Uid(step.Id), StepDataSet.Decode(message.DataSet));
            var sending = message.IsCreate
                ? StepAnswers.Read(await association.CreateAsync(instance, dataSet, stop), isAgain: delivery.Attempts > 0)
                : StepAnswers.Read(await association.SetAsync(instance, dataSet, stop), isAgain: delivery.Attempts > 0);
            await notes.NoteAsync(step.Id, delivery, message.Number, sending, stop);
            if (sending.Problem is not null)
                return;
            delivery = delivery with { Attempts = 0 };
        }
    }

    private async Task FailAsync(string receiver, IReadOnlyList<PerformedStepState> steps, StepSending sending, CancellationToken stop)
    {
        foreach (var step in steps)
        {
            var delivery = step.Deliveries.Single(delivery => delivery.Receiver == receiver);
            await notes.NoteAsync(step.Id, delivery, delivery.Next, sending, stop);
        }
    }

    private static bool IsOfThePeer(Exception failure) => failure
        is SocketException or AssociationRejectedException or AssociationAbortedException or DimseTimeoutException or TlsException
        or NoPresentationContextException or ConnectionLostException;
}
