using System.Net.Sockets;
using Archive.Protocol.Connections;

namespace Archive.Protocol.Client.Transfers;

/// <summary>Tells what may end an association from faults of the program.</summary>
public static class TransferFailure
{
    /// <summary>The peer or the way to it failed.</summary>
    public static bool IsOfPeer(Exception failure) => failure
        is SocketException or TlsException or AssociationRejectedException or AssociationAbortedException or DimseTimeoutException or NoAssociationException;

    /// <summary>An object could not be read to its end, so that this side had to abort the association in the middle of it.</summary>
    public static bool IsOfObject(Exception failure) => failure
        is UnreadableObjectException or AssociationAbortedException { InnerException: UnreadableObjectException };
}
