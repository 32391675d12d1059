using System.Buffers.Binary;

namespace Archive.Protocol.Connections;

/// <summary>
/// A connection on which TLS is to begin: keeps the first bytes that the peer sends, for they say in the clear what a failed
/// handshake does not: whether the peer speaks TLS, and which (RFC 5246 6.2, 7.2, 7.4.1.3).
/// </summary>
internal sealed class HandshakeTap(Stream connection) : ConnectionStream(connection)
{
    private const int AlertRecord = 21;
    private const int HandshakeRecord = 22;
    private const int ServerHello = 2;
    private const int ProtocolVersionAlert = 70;
    private const int Tls12 = 0x0303;

    private readonly byte[] _first = new byte[11];
    private int _count;

    /// <summary>The peer has said something.</summary>
    public bool HasAnswer => _count > 0;

    /// <summary>The peer's first byte begins a record of TLS.</summary>
    public bool IsTls => _count > 0 && _first[0] is AlertRecord or HandshakeRecord;

    /// <summary>The peer refused our versions of TLS, or chose an older one.</summary>
    public bool IsOldVersion =>
        (_first[0] == AlertRecord && _count > 6 && _first[6] == ProtocolVersionAlert)
        || (_first[0] == HandshakeRecord && _count == _first.Length && _first[5] == ServerHello && BinaryPrimitives.ReadUInt16BigEndian(_first.AsSpan(9)) < Tls12);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _count == _first.Length ? Connection.ReadAsync(buffer, cancellationToken) : ReadFirstAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Connection.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => Connection.FlushAsync(cancellationToken);

    public override void Flush() => Connection.Flush();

    private async ValueTask<int> ReadFirstAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await Connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        var wanted = Math.Min(count, _first.Length - _count);
        if (wanted > 0)
        {
            buffer.Span[..wanted].CopyTo(_first.AsSpan(_count));
            _count += wanted;
        }

        return count;
    }
}
