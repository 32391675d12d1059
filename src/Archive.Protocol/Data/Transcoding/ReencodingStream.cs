namespace Archive.Protocol.Data;

/// <summary>A data set in another transfer syntax than that of its source.</summary>
internal sealed class ReencodingStream(Stream source, TransferSyntax from, TransferSyntax to) : ForwardStream
{
    private MemoryStream? _reencoded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reencoded ??= await ReencodeAsync(cancellationToken).ConfigureAwait(false);
        return await _reencoded.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private async Task<MemoryStream> ReencodeAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await source.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        var dataSet = DataSetReader.Read(bytes.ToArray(), from);
        return new MemoryStream(DataSetWriter.ToArray(dataSet, to));
    }
}
