using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>Opens connections and proposes associations on them (PS3.8 7.1).</summary>
internal static class AssociationConnector
{
    // Idle associations pin no buffer: the reader waits for data before it takes one.
    private static readonly StreamPipeReaderOptions ReaderOptions =
        new(MemoryPool<byte>.Shared, bufferSize: 64 * 1024, minimumReadSize: 4 * 1024, useZeroByteReads: true);

    public static async Task<PeerStream> OpenAsync(ScuAssociationOptions options, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.ConnectTimeout);
        var isConnected = false;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = options.NoDelay };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, deadline.Token).ConfigureAwait(false);
            var connection = new MeteredStream(socket);
            isConnected = true;
            var secured = options.SecureAsync is { } secureAsync ? await secureAsync(connection, deadline.Token).ConfigureAwait(false) : connection;
            return new PeerStream(secured, connection.Progress, options.ResponseTimeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            var limit = $"within {options.ConnectTimeout.TotalSeconds:0.###} s";
            throw isConnected
                ? new TlsException(TlsProblem.Stalled, $"The TLS handshake did not end {limit}")
                : new DimseTimeoutException($"No connection to {options.Host}:{options.Port} {limit}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static PduReader CreateReader(Stream stream, ScuAssociationOptions options) =>
        new(PipeReader.Create(stream, ReaderOptions), new PduLimits { MaxPDataBytes = options.MaxPduBytes });

    /// <summary>Sends A-ASSOCIATE-RQ and waits for the acceptance.</summary>
    public static async Task<NegotiatedAssociation> ProposeAsync(
        PduReader reader, PduWriter writer, ScuAssociationOptions options, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.AssociationTimeout);
        try
        {
            var request = CreateRequest(options);
            await writer.WriteAsync(request, deadline.Token).ConfigureAwait(false);
            var answer = await reader.ReadAsync(deadline.Token).ConfigureAwait(false);
            return answer.Pdu switch
            {
                AAssociateAc acceptance => new NegotiatedAssociation(request, acceptance, isRequestor: true),
                AAssociateRj rejection => throw new AssociationRejectedException(rejection),
                _ => throw AssociationEnd.Of(answer),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await writer.WriteAsync(AAbort.ByUser, cancellationToken).ConfigureAwait(false);
            throw new DimseTimeoutException($"The peer did not answer A-ASSOCIATE-RQ within {options.AssociationTimeout.TotalSeconds:0.###} s.");
        }
        catch (PduException broken)
        {
            await writer.WriteAsync(AAbort.ByProvider(broken.Reason), cancellationToken).ConfigureAwait(false);
            throw new AssociationAbortedException($"The peer's answer to A-ASSOCIATE-RQ breaks the protocol: {broken.Message}", broken);
        }
    }

    private static AAssociateRq CreateRequest(ScuAssociationOptions options) => new()
    {
        CalledAeTitle = options.CalledAeTitle,
        CallingAeTitle = options.CallingAeTitle,
        PresentationContexts = options.PresentationContexts,
        UserInformation = new UserInformation
        {
            MaximumLength = options.MaxPduBytes,
            ImplementationClassUid = Implementation.ClassUid,
            ImplementationVersionName = Implementation.VersionName,
            AsyncOperationsWindow = options.AsyncOperationsWindow,
            RoleSelections = options.RoleSelections,
            ExtendedNegotiations = options.ExtendedNegotiations,
            CommonExtendedNegotiations = options.CommonExtendedNegotiations,
            UserIdentityRequest = options.UserIdentity,
        },
    };
}
