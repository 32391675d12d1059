using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>
/// The upper layer protocol machine of one side of an association (PS3.8 9.2): an event finds its action in <see cref="StateTable"/>.
/// The state changes before the action runs. P-DATA passes by it: ask <see cref="ReceivesData"/> and <see cref="SendsData"/>.
/// </summary>
/// <remarks>Not thread-safe: raise one event at a time, or the next one from within an indication.</remarks>
public sealed class AssociationStateMachine(IAssociationHost host)
{
    private ProtocolDataUnit? _request;
    private bool _isRequestor;

    public AssociationState State { get; private set; } = AssociationState.Sta1;

    /// <summary>A P-DATA-TF is expected (DT-2, AR-6). When it is not, raise Evt10 for the one that came.</summary>
    public bool ReceivesData => StateTable.Find(AssociationEvent.Evt10, State) is AssociationAction.DT2 or AssociationAction.AR6;

    /// <summary>A P-DATA-TF may be sent (DT-1, AR-7).</summary>
    public bool SendsData => StateTable.Find(AssociationEvent.Evt9, State) != AssociationAction.None;

    /// <summary>Raises the event of a received PDU.</summary>
    public ValueTask<bool> ReceiveAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken = default) =>
        RaiseAsync(EventOf(pdu.Type), pdu, AbortReason.UnexpectedPdu, cancellationToken);

    /// <summary>Raises Evt19 for what broke the protocol.</summary>
    public ValueTask<bool> ReceiveInvalidAsync(PduException exception, CancellationToken cancellationToken = default) =>
        RaiseAsync(AssociationEvent.Evt19, null, exception.Reason, cancellationToken);

    /// <summary>Raises an event of the local user, the transport or the timer, or Evt10.</summary>
    /// <param name="pdu">What Evt1, Evt7 and Evt8 send: A-ASSOCIATE-RQ, -AC, -RJ.</param>
    /// <returns>False when the event has no meaning in the state and nothing was done: it crossed another one, as an answer does
    /// that comes after the peer's abort.</returns>
    public ValueTask<bool> RaiseAsync(AssociationEvent @event, ProtocolDataUnit? pdu = null, CancellationToken cancellationToken = default) =>
        RaiseAsync(@event, pdu, AbortReason.UnexpectedPdu, cancellationToken);

    private async ValueTask<bool> RaiseAsync(AssociationEvent @event, ProtocolDataUnit? pdu, AbortReason reason, CancellationToken cancellationToken)
    {
        var action = StateTable.Find(@event, State);
        if (action == AssociationAction.None)
            return false;
        var refusal = action == AssociationAction.AE6 ? AssociationAcceptor.CheckProvider(Required<AAssociateRq>(pdu)) : null;
        State = StateTable.Next(action, refusal is null, _isRequestor);

        // PS3.8 has AA-1 name the service user even where the peer broke the protocol. That source has no reason, and the reason
        // is what the peer's people need: only the local user's own abort is sent as the user's.
        var abort = @event == AssociationEvent.Evt15 ? AAbort.ByUser : AAbort.ByProvider(reason);
        await PerformAsync(action, pdu, refusal, abort, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ValueTask PerformAsync(
        AssociationAction action, ProtocolDataUnit? pdu, AAssociateRj? refusal, AAbort abort, CancellationToken cancellationToken) =>
        action switch
        {
            AssociationAction.AE1 => OpenTransportAsync(Required<AAssociateRq>(pdu), cancellationToken),
            AssociationAction.AE2 => host.SendAsync(Required<AAssociateRq>(_request), cancellationToken),
            AssociationAction.AE3 => host.IndicateAsync(AssociationIndication.AssociateAccepted, pdu, cancellationToken),
            AssociationAction.AE4 => CloseAndIndicateAsync(AssociationIndication.AssociateRejected, pdu, cancellationToken),
            AssociationAction.AE5 => AwaitRequest(),
            AssociationAction.AE6 => ExamineRequestAsync(pdu, refusal, cancellationToken),
            AssociationAction.AE7 => host.SendAsync(Required<AAssociateAc>(pdu), cancellationToken),
            AssociationAction.AE8 => SendLastAsync(Required<AAssociateRj>(pdu), cancellationToken),

            AssociationAction.DT1 or AssociationAction.DT2 or AssociationAction.AR6 or AssociationAction.AR7 => default,

            AssociationAction.AR1 => host.SendAsync(AReleaseRq.Instance, cancellationToken),
            AssociationAction.AR2 => host.IndicateAsync(AssociationIndication.ReleaseRequested, pdu, cancellationToken),
            AssociationAction.AR3 => CloseAndIndicateAsync(AssociationIndication.Released, pdu, cancellationToken),
            AssociationAction.AR4 => SendLastAsync(AReleaseRp.Instance, cancellationToken),
            AssociationAction.AR5 or AssociationAction.AA5 => StopTimer(),
            AssociationAction.AR8 => host.IndicateAsync(AssociationIndication.ReleaseCollision, pdu, cancellationToken),
            AssociationAction.AR9 => host.SendAsync(AReleaseRp.Instance, cancellationToken),
            AssociationAction.AR10 => host.IndicateAsync(AssociationIndication.Released, pdu, cancellationToken),

            AssociationAction.AA1 => SendLastAsync(abort, cancellationToken),
            AssociationAction.AA2 => CloseAsync(),
            AssociationAction.AA3 => CloseAndIndicateAsync(AssociationIndication.Aborted, pdu, cancellationToken),
            AssociationAction.AA4 => host.IndicateAsync(AssociationIndication.Aborted, null, cancellationToken),
            AssociationAction.AA6 => default,
            AssociationAction.AA7 => host.SendAsync(abort, cancellationToken),
            AssociationAction.AA8 => AbortAsync(abort, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action of PS3.8 9.2.2."),
        };

    /// <summary>AE-1: issue TRANSPORT CONNECT request. The A-ASSOCIATE-RQ waits for the connection.</summary>
    private ValueTask OpenTransportAsync(AAssociateRq request, CancellationToken cancellationToken)
    {
        _isRequestor = true;
        _request = request;
        return host.ConnectAsync(cancellationToken);
    }

    /// <summary>AE-5: the peer's connection is open; start the ARTIM timer.</summary>
    private ValueTask AwaitRequest()
    {
        host.StartArtimTimer();
        return default;
    }

    /// <summary>AE-6: stop the ARTIM timer; indicate an acceptable request, reject another one.</summary>
    private ValueTask ExamineRequestAsync(ProtocolDataUnit? pdu, AAssociateRj? refusal, CancellationToken cancellationToken)
    {
        host.StopArtimTimer();
        return refusal is null
            ? host.IndicateAsync(AssociationIndication.AssociateRequested, pdu, cancellationToken)
            : SendLastAsync(refusal, cancellationToken);
    }

    /// <summary>AE-8, AR-4, AA-1 and the end of AE-6: send the PDU after which the peer closes the connection; start the ARTIM timer.</summary>
    private ValueTask SendLastAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        // Before sending, which may wait for a peer that does not read.
        host.StartArtimTimer();
        return host.SendAsync(pdu, cancellationToken);
    }

    /// <summary>AE-4, AR-3, AA-3: close the transport connection and tell the user why.</summary>
    private async ValueTask CloseAndIndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken)
    {
        await host.CloseAsync().ConfigureAwait(false);
        await host.IndicateAsync(indication, pdu, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>AR-5, AA-5: stop the ARTIM timer.</summary>
    private ValueTask StopTimer()
    {
        host.StopArtimTimer();
        return default;
    }

    /// <summary>AA-2: stop the ARTIM timer, close the transport connection.</summary>
    private ValueTask CloseAsync()
    {
        host.StopArtimTimer();
        return host.CloseAsync();
    }

    /// <summary>AA-8: send A-ABORT as the service provider, start the ARTIM timer, tell the user.</summary>
    private async ValueTask AbortAsync(AAbort abort, CancellationToken cancellationToken)
    {
        await SendLastAsync(abort, cancellationToken).ConfigureAwait(false);
        await host.IndicateAsync(AssociationIndication.Aborted, abort, cancellationToken).ConfigureAwait(false);
    }

    private static AssociationEvent EventOf(PduType type) => type switch
    {
        PduType.AAssociateRq => AssociationEvent.Evt6,
        PduType.AAssociateAc => AssociationEvent.Evt3,
        PduType.AAssociateRj => AssociationEvent.Evt4,
        PduType.AReleaseRq => AssociationEvent.Evt12,
        PduType.AReleaseRp => AssociationEvent.Evt13,
        PduType.AAbort => AssociationEvent.Evt16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "P-DATA-TF and the end of the connection are no PDU objects."),
    };

    private static T Required<T>(ProtocolDataUnit? pdu)
        where T : ProtocolDataUnit =>
        pdu as T ?? throw new ArgumentException($"The event needs a {typeof(T).Name}.", nameof(pdu));
}
