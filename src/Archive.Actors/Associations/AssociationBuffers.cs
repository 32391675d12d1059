using System.Buffers;
using System.IO.Pipelines;

namespace Archive.Actors.Associations;

/// <summary>
/// The buffers into which one association reads: small ones until it is accepted, for a peer that stops in the middle of its request keeps
/// its buffer until ARTIM ends it.
/// </summary>
internal sealed class AssociationBuffers : MemoryPool<byte>
{
    private const int BytesOfRequest = 8 * 1024;

    /// <summary>With less room than this another buffer follows: who sends byte by byte fills each one to the half at least.</summary>
    private const int MinimumReadBytes = BytesOfRequest / 2;

    private volatile bool _isAccepted;

    public override int MaxBufferSize => ReadBuffers.Instance.MaxBufferSize;

    /// <summary>Has a buffer only while there is something to read.</summary>
    public PipeReader CreateReader(Stream connection) => PipeReader.Create(
        connection, new StreamPipeReaderOptions(this, ReadBuffers.BufferBytes, MinimumReadBytes, leaveOpen: true, useZeroByteReads: true));

    /// <summary>From now on data come, and are read in large pieces.</summary>
    public void Accept() => _isAccepted = true;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => ReadBuffers.Instance.Rent(_isAccepted ? minBufferSize : BytesOfRequest);

    protected override void Dispose(bool disposing)
    {
    }
}
