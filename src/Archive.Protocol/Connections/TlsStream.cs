using System.Net.Security;
using System.Security.Authentication;

namespace Archive.Protocol.Connections;

/// <summary>
/// A connection secured by TLS. A peer of TLS 1.3 looks at our certificate when for us the handshake is over: until it has sent
/// its first byte, the end of the connection can be its answer to that.
/// </summary>
/// <param name="explain">Why the connection ended, when TLS is the cause; else null.</param>
internal sealed class TlsStream(Stream connection, Func<Exception?, TlsException?> explain) : SslStream(connection)
{
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    private volatile bool _hasHeard;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _hasHeard ? base.ReadAsync(buffer, cancellationToken) : ReadFirstAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _hasHeard ? base.WriteAsync(buffer, cancellationToken) : WriteFirstAsync(buffer, cancellationToken);

    private async ValueTask<int> ReadFirstAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var count = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0 && buffer.Length > 0 && explain(null) is { } closed)
                throw closed;
            _hasHeard |= count > 0;
            return count;
        }
        catch (Exception end) when (end is IOException or AuthenticationException)
        {
            throw explain(end) ?? end;
        }
    }

    private async ValueTask WriteFirstAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException end) when (!_hasHeard)
        {
            throw explain(await HearAsync().ConfigureAwait(false) ?? end) ?? (Exception)end;
        }
    }

    /// <summary>What the peer had said before it closed the connection on which now nothing can be written; null when it said nothing.</summary>
    private async ValueTask<Exception?> HearAsync()
    {
        using var limit = new CancellationTokenSource(LastWordsTimeout);
        try
        {
            await base.ReadAsync(new byte[1], limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception end) when (end is IOException or AuthenticationException)
        {
            return end;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
