using System.Runtime.CompilerServices;

namespace Archive.Protocol.Client;

/// <summary>
/// The connection to the peer. Every write has a deadline of its own, so that a peer which stops reading is noticed
/// however large the message is; how long a read may take depends on what is waited for. A connection that fails says so
/// by <see cref="AssociationAbortedException"/>, to be told from a failing source of the data that is sent.
/// </summary>
/// <remarks>One read and one write at a time.</remarks>
internal sealed class PeerStream(Stream connection, TimeSpan writeTimeout) : Stream
{
    private CancellationTokenSource _deadline = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw Lost(failure);
        }
    }

    /// <exception cref="DimseTimeoutException">The peer did not take the bytes in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _deadline.CancelAfter(writeTimeout);
        using (cancellationToken.UnsafeRegister(static deadline => ((CancellationTokenSource)deadline!).Cancel(), _deadline))
        {
            try
            {
                await connection.WriteAsync(buffer, _deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new DimseTimeoutException($"The peer took nothing of what was sent for {writeTimeout.TotalSeconds:0.###} s.");
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                throw Lost(failure);
            }
        }

        if (!_deadline.TryReset())
            _deadline = new CancellationTokenSource();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        // The deadline may be at work in a write that is failing now.
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }

    private static AssociationAbortedException Lost(Exception failure) =>
        new($"The connection was lost: {failure.Message}", failure);
}
