using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Client.Transfers;

/// <summary>A stream that fails when so many bytes were read.</summary>
internal sealed class BreakingStream(int bytes) : ForwardStream
{
    private int _left = bytes;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
            throw new IOException("The disk is gone.");
        var count = Math.Min(buffer.Length, _left);
        _left -= count;
        buffer.Span[..count].Clear();
        return ValueTask.FromResult(count);
    }
}
