using System.Net.Sockets;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Connections;

/// <summary>What a peer or the way to it did, in a sentence.</summary>
internal static class PeerErrors
{
    /// <summary>True for what a peer and a network may do; anything else is a fault of the program.</summary>
    public static bool IsExpected(Exception exception) => exception is NoPresentationContextException || TransferFailure.IsOfPeer(exception);

    /// <summary>Why there is no association.</summary>
    public static string DescribeConnecting(Exception exception, Connection connection) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nothing listens at {connection.Target}.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"There is no host '{connection.Target.Host}'.",
        SocketException socket => $"No connection to {connection.Target}: {socket.Message}.",
        TlsException tls => $"No TLS with {connection.Target}: {tls.Message}. {Advise(tls.Problem)}",
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

    private static string Advise(TlsProblem problem) => problem switch
    {
        TlsProblem.SelfSigned => "If it is the right one, name a file with it by --tls-ca; --insecure takes any.",
        TlsProblem.UnknownAuthority => "Name a file with the authority's certificate, or the peer's own, by --tls-ca; --insecure takes any.",
        TlsProblem.Expired => "It has to be renewed at the peer; --insecure takes it all the same.",
        TlsProblem.NotYetValid => "Compare the clocks of both systems; --insecure takes it all the same.",
        TlsProblem.WrongName => "Call the peer by the name that the certificate has, or name a file with the certificate itself by --tls-ca.",
        TlsProblem.CertificateWanted => "Give it by --tls-cert and --tls-key.",
        TlsProblem.CertificateRefused => "Have the peer trust it, or give another one by --tls-cert and --tls-key.",
        TlsProblem.OldVersion => "Older TLS is not spoken (PS3.15 B.12): the peer's software has to be updated.",
        TlsProblem.NotTls => "Leave --tls out, or give the port on which the peer speaks TLS.",
        TlsProblem.Closed => "If the peer speaks plain DICOM, leave --tls out, or give the port on which it speaks TLS.",
        TlsProblem.Stalled => "Check that this is the port on which the peer speaks TLS; --connect-timeout gives it longer.",
        _ => "Compare versions, cipher suites and certificates of both sides.",
    };
}
