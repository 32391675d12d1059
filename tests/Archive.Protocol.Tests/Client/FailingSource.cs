using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Client;

/// <summary>A data set of which nothing can be read.</summary>
internal sealed class FailingSource(Exception failure) : ForwardStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
}
