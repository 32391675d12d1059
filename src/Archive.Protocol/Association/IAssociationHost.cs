using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>What <see cref="AssociationStateMachine"/> needs of who owns the connection. Called by the machine only, one call at a time.</summary>
public interface IAssociationHost
{
    /// <summary>Begins to open the transport connection; its success is Evt2, its failure Evt17.</summary>
    ValueTask ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Sends a PDU after everything that was sent before. When the connection is broken this may do nothing: Evt17 follows.</summary>
    ValueTask SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken);

    /// <summary>Closes the transport connection. No Evt17 needs to follow.</summary>
    ValueTask CloseAsync();

    /// <summary>Starts the ARTIM timer, again when it runs (PS3.8 9.1.5); its end is Evt18.</summary>
    void StartArtimTimer();

    void StopArtimTimer();

    /// <summary>Tells the user. The last thing of an action: the user may raise the next event from within.</summary>
    ValueTask IndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken);
}
