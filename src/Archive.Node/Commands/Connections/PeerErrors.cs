using System.Net.Sockets;
using System.Security.Authentication;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Node.Commands.Connections;

/// <summary>What a peer or the way to it did, in a sentence.</summary>
internal static class PeerErrors
{
    /// <summary>True for what a peer and a network may do; anything else is a fault of the program.</summary>
    public static bool IsExpected(Exception exception) => exception
        is SocketException or IOException or AuthenticationException or AssociationRejectedException or AssociationAbortedException
        or DimseTimeoutException or NoPresentationContextException;

    /// <summary>Why there is no association.</summary>
    public static string DescribeConnecting(Exception exception, Connection connection) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nothing listens at {connection.Target}.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"There is no host '{connection.Target.Host}'.",
        SocketException socket => $"No connection to {connection.Target}: {socket.Message}.",
        AuthenticationException or IOException => $"No TLS with {connection.Target}: {Sentence(Innermost(exception).Message)} --tls-ca names the authority to trust, --tls-cert the certificate to show, --insecure takes any.",
        AssociationRejectedException rejected => $"{connection.Target} rejected the association: {Explain(rejected, connection)}",
        AssociationAbortedException aborted when connection.Tls is null => $"{connection.Target} gave no answer to the association request. {aborted.Message} If it expects TLS, add --tls.",
        _ => $"{connection.Target}: {exception.Message}",
    };

    /// <summary>Why an association came to no good end.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        NoPresentationContextException { TransferSyntax: null } missing => $"The peer does not provide {UidRegistry.Describe(missing.AbstractSyntax)}.",
        NoPresentationContextException missing => $"The peer takes no {UidRegistry.Describe(missing.AbstractSyntax)} in {missing.TransferSyntax}.",
        _ => exception.Message,
    };

    /// <summary>What the peer says of its status, else what the status means.</summary>
    public static string Describe(DimseResponse response) => string.IsNullOrWhiteSpace(response.ErrorComment)
        ? response.Status.ToString()
        : $"{response.ErrorComment.Trim()} ({response.Status.Code:X4}H)";

    private static string Explain(AssociationRejectedException rejected, Connection connection) => rejected.Reason switch
    {
        RejectReason.CalledAeTitleNotRecognized => $"it is not '{connection.Called}'; give its AE title by --called or as AE@HOST:PORT.",
        RejectReason.CallingAeTitleNotRecognized => $"it does not know '{connection.Calling}'; call as one that it knows by --calling, or add this one to its peers.",
        RejectReason.TemporaryCongestion or RejectReason.LocalLimitExceeded => "it has no room for another one now; try again later.",
        _ => rejected.Message,
    };

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
