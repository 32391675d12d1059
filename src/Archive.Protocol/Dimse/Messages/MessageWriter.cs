using System.Buffers;
using System.Runtime.CompilerServices;
using Archive.Protocol.Connections;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Dimse;

/// <summary>
/// Sends the messages and PDUs of an association one after the other: fragments of different messages must not mix (PS3.8 E.1).
/// After A-ABORT, A-RELEASE-RQ and A-RELEASE-RP no message goes out any more, and none after one that could not be written to its end:
/// only A-ABORT may follow that, and nothing at all what broke off within a PDU. Thread-safe.
/// </summary>
/// <param name="stream">Fails by <see cref="ConnectionLostException"/>.</param>
public sealed class MessageWriter(Stream stream)
{
    /// <summary>Appended messages of this many bytes go out at once: more would not make them cheaper, and hold up a C-CANCEL.</summary>
    private const int MaxUnwrittenBytes = 32 * 1024;

    private readonly PduWriter _pdus = new(stream);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isOver;

    /// <summary>The longest P-DATA-TF that the peer receives; 0 is no limit.</summary>
    public uint MaximumLength
    {
        set => _pdus.MaximumLength = value;
    }

    /// <summary>Why a message was not written to its end; null when all were.</summary>
    public Exception? BrokenOffBy { get; private set; }

    /// <summary>A write to the stream failed or was canceled. Tells the connection's failures from those of a data set's source.</summary>
    public bool IsCut => _pdus.IsCut;

    /// <exception cref="ConnectionLostException">The connection is lost, or was left within a PDU.</exception>
    public async ValueTask SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _isOver |= pdu is AAbort or AReleaseRq or AReleaseRp;
            if (IsCut)
                throw new ConnectionLostException("What was being sent broke off within a PDU.", BrokenOffBy);
            await _pdus.WriteAsync(pdu, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a message, with what was appended before it.</summary>
    /// <exception cref="ConnectionLostException">The connection is lost, or the association over.</exception>
    /// <exception cref="InvalidOperationException">A message before it was broken off, for a reason of its own: the connection is whole.</exception>
    public ValueTask SendAsync(byte contextId, CommandSet command, DataSetSource dataSet, CancellationToken cancellationToken) =>
        WriteAsync(contextId, command, dataSet, isFlushed: true, cancellationToken);

    /// <summary>Sends a message together with others: when they are many, with the next one that is sent, or by <see cref="FlushAsync"/>.</summary>
    /// <inheritdoc cref="SendAsync(byte, CommandSet, DataSetSource, CancellationToken)"/>
    public ValueTask AppendAsync(byte contextId, CommandSet command, ReadOnlyMemory<byte> dataSet, CancellationToken cancellationToken) =>
        WriteAsync(contextId, command, dataSet, isFlushed: false, cancellationToken);

    /// <summary>Sends what was appended.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOver && BrokenOffBy is null)
                await _pdus.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(byte contextId, CommandSet command, DataSetSource dataSet, bool isFlushed, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(command.MaxEncodedLength);
        try
        {
            var encoded = buffer.AsMemory(0, command.WriteTo(buffer));
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (_isOver || IsCut)
                    throw new ConnectionLostException("The association is over: no message can be sent.", BrokenOffBy);
                if (BrokenOffBy is not null)
                    throw new InvalidOperationException("A message was broken off: no other one can follow it.", BrokenOffBy);
                if (isFlushed)
                    await SendAsync(contextId, encoded, dataSet, cancellationToken).ConfigureAwait(false);
                else
                    await AppendAsync(contextId, encoded, dataSet.Bytes, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                BrokenOffBy ??= failure;
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

    private ValueTask SendAsync(byte contextId, ReadOnlyMemory<byte> command, in DataSetSource dataSet, CancellationToken cancellationToken) => dataSet switch
    {
        { Stream: { } source, Length: { } length } => _pdus.WriteMessageAsync(contextId, command, source, length, cancellationToken),
        { Stream: { } source } => _pdus.WriteMessageAsync(contextId, command, source, cancellationToken),
        { IsPresent: true } => _pdus.WriteMessageAsync(contextId, command, dataSet.Bytes, cancellationToken),
        _ => _pdus.WriteMessageAsync(contextId, command, cancellationToken),
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AppendAsync(byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> dataSet, CancellationToken cancellationToken)
    {
        await _pdus.AppendMessageAsync(contextId, command, dataSet, cancellationToken).ConfigureAwait(false);
        if (_pdus.UnwrittenBytes >= MaxUnwrittenBytes)
            await _pdus.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
