using System.Buffers;
using Archive.Node.Commands.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Node.Commands.Receiving;

/// <summary>
/// Writes the objects that come to files <c>STUDY/SERIES/INSTANCE.dcm</c> in a folder, their data sets as received. A file has
/// its name when it is whole and not before.
/// </summary>
internal sealed class ObjectFolder(string path, AeTitle source)
{
    private const int BufferBytes = 256 * 1024;
    private const string NoStudy = "no-study";
    private const string NoSeries = "no-series";

    private readonly HeaderScanner _scanner = new(new HeaderScannerOptions { WantedTags = [Tags.StudyInstanceUID, Tags.SeriesInstanceUID] });
    private long _bytes;
    private long _files;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Files => Interlocked.Read(ref _files);

    /// <summary>Why a file could not be written; null when all could.</summary>
    public string? Problem { get; private set; }

    public string Describe() => Quantity.Bytes(Bytes);

    /// <summary>Serves C-STORE, one object at a time.</summary>
    public async ValueTask<DimseResponse> ServeAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (request.Request is not CStoreRequest store)
            return request.Request.Respond(DimseStatus.UnrecognizedOperation);
        if (store.AffectedSopInstanceUid.IsEmpty)
            return store.Respond(DimseStatus.InvalidSopInstance, "There is no Affected SOP Instance UID");
        try
        {
            await WriteAsync(store, request, cancellationToken);
            return store.Respond(DimseStatus.Success);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem ??= e.Message;
            return store.Respond(DimseStatus.OutOfResources, e.Message);
        }
    }

    private async Task WriteAsync(CStoreRequest store, IncomingRequest request, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        var partial = Path.Combine(path, $".{Guid.NewGuid():N}.part");
        try
        {
            var syntax = request.Context.TransferSyntax;
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await file.WriteAsync(Part10.CreatePrefix(store.AffectedSopClassUid, store.AffectedSopInstanceUid, syntax, source.Value), cancellationToken);
                await CopyAsync(request.DataSet, syntax, file, cancellationToken);
            }

            File.Move(partial, Path.Combine(CreateSeriesFolder(), $"{store.AffectedSopInstanceUid}.dcm"), overwrite: true);
            Interlocked.Increment(ref _files);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task CopyAsync(Stream dataSet, TransferSyntax transferSyntax, FileStream file, CancellationToken cancellationToken)
    {
        _scanner.Reset(transferSyntax);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await dataSet.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                _scanner.Scan(buffer.AsSpan(0, count));
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                Interlocked.Add(ref _bytes, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Names are UIDs, which are digits and dots, never two dots together: none leads out of the folder.</summary>
    private string CreateSeriesFolder()
    {
        var names = _scanner.ReadCaptured();
        var (study, series) = (names.GetUid(Tags.StudyInstanceUID), names.GetUid(Tags.SeriesInstanceUID));
        var folder = Path.Combine(path, study.IsEmpty ? NoStudy : study.Value, series.IsEmpty ? NoSeries : series.Value);
        Directory.CreateDirectory(folder);
        return folder;
    }
}
