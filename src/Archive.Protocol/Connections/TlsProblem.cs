namespace Archive.Protocol.Connections;

/// <summary>Why there is no secure connection to a peer (PS3.15 B.12).</summary>
public enum TlsProblem
{
    /// <summary>None of the others; the message says what is known.</summary>
    Failed,

    /// <summary>The peer's certificate is signed by itself and not among those that are trusted.</summary>
    SelfSigned,

    /// <summary>The peer's certificate is of an authority that is not trusted.</summary>
    UnknownAuthority,

    /// <summary>The peer's certificate, or that of its authority, is no longer valid.</summary>
    Expired,

    /// <summary>The peer's certificate, or that of its authority, is not valid yet.</summary>
    NotYetValid,

    /// <summary>The peer's certificate is for other hosts.</summary>
    WrongName,

    /// <summary>The peer wants a certificate of its client, and there is none to show.</summary>
    CertificateWanted,

    /// <summary>The peer does not take the certificate that it was shown.</summary>
    CertificateRefused,

    /// <summary>The peer knows no TLS later than 1.1.</summary>
    OldVersion,

    /// <summary>The peer answers with something else than TLS.</summary>
    NotTls,

    /// <summary>The peer closed the connection in the handshake.</summary>
    Closed,

    /// <summary>The peer did not go on with the handshake in time.</summary>
    Stalled,
}
