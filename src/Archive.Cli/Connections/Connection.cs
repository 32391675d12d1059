using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Connections;

/// <summary>Whom to call, as whom and how: what the associations of a command have in common.</summary>
internal sealed record Connection(Target Target, AeTitle Called, AeTitle Calling)
{
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Null for plain TCP.</summary>
    public TlsClient? Tls { get; init; }

    /// <summary>For data sets that are made here: queries.</summary>
    public static ReadOnlySpan<TransferSyntax> QuerySyntaxes => new[] { TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian };

    /// <summary>Options to which presentation contexts are to be added.</summary>
    public ScuAssociationOptions CreateOptions(
        AsyncOperationsWindow? window = null,
        IReadOnlyList<SopClassExtendedNegotiation>? negotiations = null,
        Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>>? serveAsync = null) => new()
        {
            Host = Target.Host,
            Port = Target.Port,
            CalledAeTitle = Called,
            CallingAeTitle = Calling,
            AsyncOperationsWindow = window,
            ExtendedNegotiations = negotiations ?? [],
            ServeAsync = serveAsync,
            ConnectTimeout = ConnectTimeout,
            ResponseTimeout = ResponseTimeout,
            SecureAsync = Tls is { } tls ? (stream, cancellationToken) => tls.SecureAsync(stream, Target.Host, cancellationToken) : null,
        };

    /// <exception cref="CommandException">There is no association; the message says why.</exception>
    public async Task<ScuAssociation> ConnectAsync(ScuAssociationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ScuAssociation.ConnectAsync(options, cancellationToken);
        }
        catch (Exception e) when (PeerErrors.IsExpected(e))
        {
            throw new CommandException(PeerErrors.DescribeConnecting(e, this), e);
        }
    }

    /// <summary>Ends an association on which all was answered: how it ends makes no difference any more.</summary>
    public static async Task ReleaseAsync(ScuAssociation association, CancellationToken cancellationToken = default)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException || PeerErrors.IsExpected(e))
        {
            // It is over, in one way or another.
        }
    }

    public override string ToString() => $"{Called}@{Target}";
}
