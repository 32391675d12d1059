using System.ComponentModel.DataAnnotations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>Whom to call, what to propose and how long to wait.</summary>
public sealed class ScuAssociationOptions
{
    private readonly List<ProposedPresentationContext> _contexts = [];
    private readonly List<RoleSelection> _roles = [];

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    [Range(1, 65535)]
    public required int Port { get; init; }

    public required AeTitle CalledAeTitle { get; init; }

    public required AeTitle CallingAeTitle { get; init; }

    /// <summary>In the order proposed; see <see cref="Propose(Uid, ReadOnlySpan{TransferSyntax})"/>.</summary>
    public IReadOnlyList<ProposedPresentationContext> PresentationContexts => _contexts;

    /// <summary>Roles other than that of an SCU; see <see cref="ProposeScpRole"/>.</summary>
    public IReadOnlyList<RoleSelection> RoleSelections => _roles;

    /// <summary>Null proposes none: one request at a time.</summary>
    public AsyncOperationsWindow? AsyncOperationsWindow { get; init; }

    public UserIdentityRequest? UserIdentity { get; init; }

    public IReadOnlyList<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    public IReadOnlyList<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>Who wrote the software that calls: ours unless this side plays another.</summary>
    public Uid ImplementationClassUid { get; init; } = Implementation.ClassUid;

    /// <summary>Null says none.</summary>
    public string? ImplementationVersionName { get; init; } = Implementation.VersionName;

    /// <summary>The longest P-DATA-TF PDU to receive, as announced to the peer.</summary>
    public uint MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>The longest P-DATA-TF PDU to send to a peer that receives longer ones.</summary>
    public uint MaxSentPduBytes { get; init; } = PduWriter.DefaultBufferBytes;

    /// <summary>The longest data set of a response that is gathered in memory; requests from the peer stream theirs.</summary>
    public int MaxResponseDataSetBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>False leaves Nagle's algorithm on, as many modalities do; for tests of the peer.</summary>
    public bool NoDelay { get; init; } = true;

    /// <summary>For the TCP connection and, with <see cref="SecureAsync"/>, the TLS handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the answer to A-ASSOCIATE-RQ and to A-RELEASE-RQ.</summary>
    public TimeSpan AssociationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For every response, pending ones included, from when the peer's system has all of the request; and for the peer to take
    /// something of what is sent. It begins anew while the peer's system acknowledges bytes: no line is too slow.
    /// </summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Makes of the connection a secure one, such as an authenticated <c>SslStream</c>; null for plain TCP.</summary>
    public Func<Stream, CancellationToken, ValueTask<Stream>>? SecureAsync { get; init; }

    /// <summary>
    /// Serves the requests of the peer: C-STORE while C-GET runs, N-EVENT-REPORT. Called by the receiving side of the
    /// association, one request at a time, and nothing else is received until it returns. An exception aborts the
    /// association. Null refuses every request as SOP class not supported.
    /// </summary>
    public Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>>? ServeAsync { get; init; }

    /// <summary>Proposes one more presentation context, with the next free id.</summary>
    /// <exception cref="InvalidOperationException">128 contexts are proposed already.</exception>
    public ScuAssociationOptions Propose(Uid abstractSyntax, params ReadOnlySpan<Uid> transferSyntaxes)
    {
        if (_contexts.Count == AAssociateRq.MaxPresentationContexts)
            throw new InvalidOperationException("An association has at most 128 presentation contexts (PS3.8 9.3.2.2).");
        _contexts.Add(new ProposedPresentationContext((byte)((2 * _contexts.Count) + 1), abstractSyntax, [.. transferSyntaxes]));
        return this;
    }

    /// <inheritdoc cref="Propose(Uid, ReadOnlySpan{Uid})"/>
    public ScuAssociationOptions Propose(Uid abstractSyntax, params ReadOnlySpan<TransferSyntax> transferSyntaxes)
    {
        var uids = new Uid[transferSyntaxes.Length];
        for (var i = 0; i < uids.Length; i++)
            uids[i] = transferSyntaxes[i].Uid;
        return Propose(abstractSyntax, uids);
    }

    /// <summary>Proposes to be SCP, and SCU as well, of a SOP class: what C-GET needs of each storage SOP class that may come (PS3.4 C.5.3).</summary>
    public ScuAssociationOptions ProposeScpRole(Uid sopClass) => ProposeRole(sopClass, isScu: true, isScp: true);

    /// <summary>Proposes to be SCU, SCP or both of a SOP class (PS3.7 D.3.3.4): who reports events is SCP alone.</summary>
    public ScuAssociationOptions ProposeRole(Uid sopClass, bool isScu, bool isScp)
    {
        _roles.Add(new RoleSelection(sopClass, isScu, isScp));
        return this;
    }
}
