using System.Buffers.Binary;
using Archive.LoadTests.Scenarios;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Load;

/// <summary>A connection that, once armed, ends within a PDU or carries a PDU whose length is wrong.</summary>
internal sealed class SpoiltConnection(FaultKind kind)
{
    private const int LengthAt = 2;
    private const int HeaderBytes = 6;

    private long _rest = long.MaxValue;

    /// <summary>From now on: after so many bytes the connection ends; the next P-DATA-TF has the wrong length.</summary>
    public void Arm(long bytes) => _rest = bytes;

    public ValueTask<Stream> WrapAsync(Stream connection, CancellationToken cancellationToken) => new(new Spoilt(this, connection));

    private sealed class Spoilt(SpoiltConnection owner, Stream connection) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => connection.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (owner._rest != long.MaxValue && owner.IsOfLength)
            {
                if (buffer.Length > HeaderBytes && buffer.Span[0] == (byte)PduType.PDataTf)
                {
                    var spoilt = buffer.ToArray();
                    BinaryPrimitives.WriteUInt32BigEndian(spoilt.AsSpan(LengthAt), int.MaxValue);
                    buffer = spoilt;
                    owner._rest = long.MaxValue;
                }
            }
            else if (owner._rest < buffer.Length)
            {
                await connection.WriteAsync(buffer[..(int)owner._rest], cancellationToken).ConfigureAwait(false);
                await connection.DisposeAsync().ConfigureAwait(false);
                throw new IOException("The connection is ended on purpose.");
            }
            else if (owner._rest != long.MaxValue)
            {
                owner._rest -= buffer.Length;
            }

            await connection.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => connection.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                connection.Dispose();
            base.Dispose(disposing);
        }
    }

    private bool IsOfLength => kind == FaultKind.WrongLength;
}
