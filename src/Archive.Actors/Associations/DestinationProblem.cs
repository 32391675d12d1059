using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>What keeps an association that the archive asks for from being had or from going on, for the log and for whoever waits for it.</summary>
internal static class DestinationProblem
{
    /// <summary>To ask again could not help.</summary>
    public static bool IsFinal(Exception failure) =>
        failure is TlsException { IsForTheMoment: false } or AssociationRejectedException { Result: RejectResult.Permanent };

    /// <summary>A sentence that fits into Error Comment (0000,0902), and of TLS says what to do: 64 characters.</summary>
    public static string Summarize(Exception failure) => failure is TlsException tls ? tls.Problem switch
    {
        TlsProblem.SelfSigned => "TLS: self-signed certificate; add it to TrustedCertificates",
        TlsProblem.UnknownAuthority => "TLS: unknown authority; add it to TrustedCertificates",
        TlsProblem.Expired => "TLS: its certificate has expired; renew it at the destination",
        TlsProblem.NotYetValid => "TLS: its certificate is not valid yet; compare the clocks",
        TlsProblem.WrongName => "TLS: its certificate is for another name; correct its Host",
        TlsProblem.CertificateWanted => "TLS: it wants our certificate; set Archive:Tls:Certificate",
        TlsProblem.CertificateRefused => "TLS: it refuses our certificate; have it trust that one",
        TlsProblem.OldVersion => "TLS: it knows none later than 1.1; have its software updated",
        TlsProblem.NotTls => "TLS: it answers in plain DICOM; take Tls from this peer",
        TlsProblem.Closed => "TLS: it hangs up at once; perhaps it wants Tls=false",
        TlsProblem.Stalled => "TLS: it does not answer the handshake; is this its TLS port?",
        _ => "TLS: no agreement with the destination; the log says more",
    }
    : failure.Message;

    /// <summary>What happened and what to do, for the log.</summary>
    public static string Describe(Exception failure) => failure is TlsException tls ? $"{tls.Message}. {Advise(tls.Problem)}" : failure.Message;

    private static string Advise(TlsProblem problem) => problem switch
    {
        TlsProblem.SelfSigned => "If it is the right one, add it to the file of Archive:Tls:TrustedCertificates.",
        TlsProblem.UnknownAuthority => "Add the authority, or the peer's own certificate, to the file of Archive:Tls:TrustedCertificates.",
        TlsProblem.Expired => "It has to be renewed at the peer.",
        TlsProblem.NotYetValid => "Compare the clocks of both systems.",
        TlsProblem.WrongName => "Give the name that it has as the peer's Host, or add the certificate itself to the file of Archive:Tls:TrustedCertificates.",
        TlsProblem.CertificateWanted => "Set Archive:Tls:Certificate and Archive:Tls:Key, and have the peer trust that certificate.",
        TlsProblem.CertificateRefused => "Have the peer trust the certificate of Archive:Tls:Certificate, or set one that it trusts.",
        TlsProblem.OldVersion => "Older TLS is not spoken (PS3.15 B.12): the peer's software has to be updated, or TLS to be left to a proxy before it.",
        TlsProblem.NotTls => "Take Tls from the peer, or give the port on which it speaks TLS.",
        TlsProblem.Closed => "If it speaks plain DICOM, take Tls from the peer, or give the port on which it speaks TLS.",
        TlsProblem.Stalled => "Check that the peer's Port is the one on which it speaks TLS.",
        _ => "Compare versions, cipher suites and certificates of both sides.",
    };
}
