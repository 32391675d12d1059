using System.Net.Sockets;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>Opens connections, and makes the requests for associations on them, by the options.</summary>
internal static class AssociationConnector
{
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

    public static AAssociateRq CreateRequest(ScuAssociationOptions options) => new()
    {
        CalledAeTitle = options.CalledAeTitle,
        CallingAeTitle = options.CallingAeTitle,
        PresentationContexts = options.PresentationContexts,
        UserInformation = new UserInformation
        {
            MaximumLength = options.MaxPduBytes,
            ImplementationClassUid = options.ImplementationClassUid,
            ImplementationVersionName = options.ImplementationVersionName,
            AsyncOperationsWindow = options.AsyncOperationsWindow,
            RoleSelections = options.RoleSelections,
            ExtendedNegotiations = options.ExtendedNegotiations,
            CommonExtendedNegotiations = options.CommonExtendedNegotiations,
            UserIdentityRequest = options.UserIdentity,
        },
    };
}
