using System.Buffers;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Receiving;

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
    private long _refused;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Files => Interlocked.Read(ref _files);

    /// <summary>Objects that came and were not written.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Why the first of them was not; null when all were written.</summary>
    public string? Problem { get; private set; }

    public string Describe() => Quantity.Bytes(Bytes);

    /// <summary>Serves C-STORE, one object at a time.</summary>
    public async ValueTask<DimseResponse> ServeAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (request.Request is not CStoreRequest store)
            return request.Request.Respond(DimseStatus.UnrecognizedOperation);
        if (store.AffectedSopInstanceUid.IsEmpty)
            return Refuse(store, DimseStatus.InvalidSopInstance, "Affected SOP Instance UID (0000,1000) is missing or no UID");
        try
        {
            await WriteAsync(store, request, cancellationToken);
            return store.Respond(DimseStatus.Success);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(store, DimseStatus.OutOfResources, e.Message);
        }
    }

    private CStoreResponse Refuse(CStoreRequest store, DimseStatus status, string problem)
    {
        Problem ??= problem;
        Interlocked.Increment(ref _refused);
        return store.Respond(status, problem);
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

    /// <summary>Names are UIDs, which begin with a letter or digit and hold no slash: none leads out of the folder.</summary>
    private string CreateSeriesFolder()
    {
        var (study, series) = ReadNames();
        var folder = Path.Combine(path, study.IsEmpty ? NoStudy : study.Value, series.IsEmpty ? NoSeries : series.Value);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>None of a data set that cannot be understood: its bytes are kept all the same.</summary>
    private (Uid Study, Uid Series) ReadNames()
    {
        try
        {
            var names = _scanner.ReadCaptured();
            return (names.GetUid(Tags.StudyInstanceUID), names.GetUid(Tags.SeriesInstanceUID));
        }
        catch (DicomFormatException)
        {
            return default;
        }
    }
}
