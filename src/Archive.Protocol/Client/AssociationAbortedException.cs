using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>
/// The association ended before its time: the peer aborted it, the connection was lost, or the peer broke the protocol
/// and was aborted for it. What was not answered is neither known to be done nor known not to be done.
/// </summary>
public sealed class AssociationAbortedException : Exception
{
    internal AssociationAbortedException(AAbort abort)
        : base($"The association was {abort}.") => Abort = abort;

    /// <summary>It ended without an A-ABORT of the peer.</summary>
    public AssociationAbortedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The A-ABORT that the peer sent; null when it sent none.</summary>
    public AAbort? Abort { get; }
}
