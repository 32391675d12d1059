using System.Buffers;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>
/// Sends messages and PDUs of an association one after the other: fragments of different messages must not mix
/// (PS3.8 E.1). Thread-safe.
/// </summary>
internal sealed class MessageSender(PduWriter writer) : IDisposable
{
    // For the peer to take the A-ABORT; whoever does not, finds the connection closed.
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    // Nothing can follow a message that was cut short, not even an A-ABORT. Belongs to who has the turn.
    private bool _isCut;

    /// <summary>Whatever it throws after it began to write leaves the association unusable.</summary>
    public async ValueTask SendAsync(byte contextId, CommandSet command, DataSetSource dataSet, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(command.MaxEncodedLength);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var encoded = buffer.AsMemory(0, command.WriteTo(buffer));
            _isCut = true;
            if (dataSet is { Stream: { } stream, Length: { } length })
                await writer.WriteMessageAsync(contextId, encoded, stream, length, cancellationToken).ConfigureAwait(false);
            else if (dataSet.Stream is not null)
                await writer.WriteMessageAsync(contextId, encoded, dataSet.Stream, cancellationToken).ConfigureAwait(false);
            else if (dataSet.IsPresent)
                await writer.WriteMessageAsync(contextId, encoded, dataSet.Bytes, cancellationToken).ConfigureAwait(false);
            else
                await writer.WriteMessageAsync(contextId, encoded, cancellationToken).ConfigureAwait(false);
            _isCut = false;
        }
        finally
        {
            _turn.Release();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async ValueTask SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _isCut = true;
            await writer.WriteAsync(pdu, cancellationToken).ConfigureAwait(false);
            _isCut = false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends the A-ABORT if that is still possible, and nothing after it. What was being sent has to be canceled before.</summary>
    public async ValueTask AbortAsync(AAbort abort)
    {
        using var deadline = new CancellationTokenSource(AbortTimeout);
        try
        {
            await _turn.WaitAsync(deadline.Token).ConfigureAwait(false);
            if (!_isCut)
                await writer.WriteAsync(abort, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or AssociationAbortedException or DimseTimeoutException)
        {
            // The connection is closed next, which tells the peer as much.
        }
    }

    public void Dispose() => _turn.Dispose();
}
