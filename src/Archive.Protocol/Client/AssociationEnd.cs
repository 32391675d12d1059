using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>What it means when something else comes than what was waited for.</summary>
internal static class AssociationEnd
{
    public static Exception Of(PduReadResult read) => read.Pdu switch
    {
        null when read.IsEnd => new AssociationAbortedException("The peer closed the connection."),
        AAbort abort => new AssociationAbortedException(abort),
        _ => new PduException(AbortReason.UnexpectedPdu, $"{read.Type} was not to come now."),
    };
}
