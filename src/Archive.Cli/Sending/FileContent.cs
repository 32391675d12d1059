using System.Buffers;
using Archive.Cli.Files;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Cli.Sending;

/// <summary>The data set of a file, on its way to a peer: read ahead when it is short, else read while it is sent.</summary>
internal sealed class FileContent : IAsyncDisposable
{
    private const int MaxBytesAhead = 1024 * 1024;

    private readonly byte[]? _buffer;
    private readonly Stream? _stream;

    private FileContent(byte[] buffer, int length)
    {
        _buffer = buffer;
        DataSet = new DataSetSource(new ReadOnlySequence<byte>(buffer, 0, length));
    }

    private FileContent(FileStream stream, long length)
    {
        _stream = stream;
        DataSet = new DataSetSource(stream, length);
    }

    private FileContent(Stream stream)
    {
        _stream = stream;
        DataSet = new DataSetSource(stream);
    }

    /// <summary>Valid until this is disposed.</summary>
    public DataSetSource DataSet { get; }

    /// <param name="keepsBytes">The file goes as it is, even where its length is odd, which no receiver but the archive is sure to take; else it is padded.</param>
    /// <exception cref="IOException">The file cannot be read, or is shorter than it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async ValueTask<FileContent> OpenAsync(OutgoingFile file, bool keepsBytes, CancellationToken cancellationToken)
    {
        var stream = new FileStream(FileSystem.OpenRegular(file.Path, out _), FileAccess.Read, bufferSize: 0) { Position = file.DataSetOffset };
        if (file.DataSetLength % 2 != 0 && !keepsBytes)
            return new FileContent(DataSetReencoder.Open(stream, file.TransferSyntax, file.TransferSyntax));
        if (file.DataSetLength > MaxBytesAhead)
            return new FileContent(stream, file.DataSetLength);

        await using (stream)
        {
            var length = (int)file.DataSetLength;
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                await stream.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
                return new FileContent(buffer, length);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        return _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
