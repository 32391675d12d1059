using System.Buffers;
using Archive.Protocol.Connections;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>
/// Sends whole messages and PDUs, one after the other, from any thread. A message is never cut into by another one.
/// A failed write leaves the stream unusable; the reader then sees the connection end. After A-ABORT and A-RELEASE-RP no
/// message goes out any more, and none after one that could not be written to its end: only A-ABORT may follow that.
/// </summary>
internal sealed class AssociationWriter(SocketStream stream)
{
    /// <summary>Appended messages of this many bytes go out at once: more would not make them cheaper, and hold up a C-CANCEL.</summary>
    private const int MaxUnwrittenBytes = 32 * 1024;

    private readonly PduWriter _writer = new(stream);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isOver;
    private Exception? _brokenOffBy;

    /// <summary>How much of what was sent has arrived.</summary>
    public SendProgress Progress => stream.Progress;

    /// <summary>The longest P-DATA-TF that the peer announced.</summary>
    public uint MaximumLength
    {
        set => _writer.MaximumLength = value;
    }

    public async ValueTask SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _isOver |= pdu is AAbort or AReleaseRp;
            await _writer.WriteAsync(pdu, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask SendAsync(byte contextId, CommandSet command, ReadOnlyMemory<byte>? dataSet, CancellationToken cancellationToken) =>
        WriteAsync(
            command,
            (contextId, dataSet),
            static (writer, command, message, cancellationToken) => message.dataSet is { } bytes
                ? writer.WriteMessageAsync(message.contextId, command, new ReadOnlySequence<byte>(bytes), cancellationToken)
                : writer.WriteMessageAsync(message.contextId, command, cancellationToken),
            cancellationToken);

    /// <summary>Sends the data set up to the end of the stream.</summary>
    public ValueTask SendAsync(byte contextId, CommandSet command, Stream dataSet, CancellationToken cancellationToken) =>
        WriteAsync(
            command,
            (contextId, dataSet),
            static (writer, command, message, cancellationToken) =>
                writer.WriteMessageAsync(message.contextId, command, message.dataSet, cancellationToken),
            cancellationToken);

    /// <summary>Sends a message together with others: when they are many, with the next one that is sent, or by <see cref="FlushAsync"/>.</summary>
    public ValueTask AppendAsync(byte contextId, CommandSet command, ReadOnlyMemory<byte> dataSet, CancellationToken cancellationToken) =>
        WriteAsync(
            command,
            (contextId, dataSet),
            static async (writer, command, message, cancellationToken) =>
            {
                await writer.AppendMessageAsync(message.contextId, command, new ReadOnlySequence<byte>(message.dataSet), cancellationToken).ConfigureAwait(false);
                if (writer.UnwrittenBytes >= MaxUnwrittenBytes)
                    await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Sends what was appended.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOver && _brokenOffBy is null)
                await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask WriteAsync<TMessage>(
        CommandSet command, TMessage message, Func<PduWriter, ReadOnlyMemory<byte>, TMessage, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(command.MaxEncodedLength);
        try
        {
            var encoded = buffer.AsMemory(0, command.WriteTo(buffer));
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (_isOver)
                    throw new ConnectionLostException("The association is over: no message can be sent.");
                if (_brokenOffBy is not null)
                    throw new InvalidOperationException("A message was broken off: no other one can follow it.", _brokenOffBy);
                await write(_writer, encoded, message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                _brokenOffBy ??= failure;
                throw;
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
