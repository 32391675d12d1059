using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>The peer answered with A-ASSOCIATE-RJ.</summary>
public sealed class AssociationRejectedException(AAssociateRj rejection)
    : Exception($"The association was rejected, {rejection}.")
{
    /// <summary>Whether asking again can help.</summary>
    public RejectResult Result { get; } = rejection.Result;

    /// <summary>Source and reason.</summary>
    public RejectReason Reason { get; } = rejection.Reason;
}
