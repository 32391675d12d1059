using System.Buffers;
using Archive.Actors.Associations;
using Archive.Actors.Entities;
using Archive.Actors.Studies;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Services.Storage;

/// <summary>
/// One C-STORE (PS3.4 B): bytes go to the blob store as they arrive and past the scanner, which checks them. When they
/// are whole and durable the study records the object, and only then is the sender told 0000 (P1). An object that is
/// refused is read to its end all the same: the association goes on (P8).
/// </summary>
internal sealed class StoreOperation : IDataSetSink
{
    private readonly StorageService _service;
    private readonly IAssociation _association;
    private readonly StorageStatistics _statistics;
    private readonly PresentationContext _context;
    private readonly CStoreRequest _request;
    private readonly HeaderScanner _scanner;
    private IBlobWriter? _blob;
    private (DimseStatus Status, string Comment)? _refusal;
    private IReadOnlyList<Deviation> _deviations = [];
    private long _completed;

    public StoreOperation(StorageService service, IAssociation association, PresentationContext context, CStoreRequest request)
    {
        _service = service;
        _association = association;
        _statistics = association.StatisticsOf<StorageStatistics>();
        _context = context;
        _request = request;
        _scanner = service.Scanners.Get();
        _scanner.Reset(context.TransferSyntax);
        if (!service.SopClasses.Contains(context.AbstractSyntax) || request.AffectedSopClassUid != context.AbstractSyntax)
            Refuse(DimseStatus.SopClassNotSupported, $"SOP class {request.AffectedSopClassUid} was not agreed for this presentation context.");
        else if (!context.IsRequestorScu)
            Refuse(DimseStatus.NotAuthorized, $"{association.Negotiated.CallingAeTitle} may not store.");
        else if (request.AffectedSopInstanceUid.IsEmpty)
            Refuse(DimseStatus.DataSetDoesNotMatchSopClass, "Affected SOP Instance UID (0000,1000) is missing or no UID.");
        else
            Open();
    }

    private AeTitle CallingAeTitle => _association.Negotiated.CallingAeTitle;

    public async ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
    {
        if (_refusal is not null)
            return;
        if (_scanner.Scan(bytes) == ScanStatus.Malformed)
        {
            Refuse(DimseStatus.CannotUnderstand, _scanner.Error!.ToString());
            await DropBlobAsync();
            return;
        }

        try
        {
            await _blob!.AppendAsync(bytes, _association.Ended);
        }
        catch (Exception e) when (e is StorageFullException or StorageFailedException)
        {
            Refuse(DimseStatus.OutOfResources, e.Message);
            await DropBlobAsync();
        }
    }

    public async ValueTask CompleteAsync()
    {
        _completed = _service.Time.GetTimestamp();
        ObjectDescription? description = null;
        try
        {
            if (_refusal is null)
                description = Describe();
        }
        finally
        {
            _service.Scanners.Return(_scanner);
            if (description is null)
                await DropBlobAsync();
        }

        _association.Run(() => FinishAsync(description));
    }

    public async ValueTask AbandonAsync()
    {
        _service.Scanners.Return(_scanner);
        _association.ReturnSlot();
        await DropBlobAsync();
    }

    private void Open()
    {
        try
        {
            var prefix = Part10.CreatePrefix(_request.AffectedSopClassUid, _request.AffectedSopInstanceUid, _context.TransferSyntax,
                CallingAeTitle.Value);
            _blob = _service.Blobs.CreateWriter(new SopInstanceUid(_request.AffectedSopInstanceUid), prefix);
        }
        catch (Exception e) when (e is StorageFullException or StorageFailedException)
        {
            Refuse(DimseStatus.OutOfResources, e.Message);
        }
    }

    /// <summary>What the index will say of the object; null when it is refused.</summary>
    private ObjectDescription? Describe()
    {
        if (_scanner.Complete() == ScanStatus.Malformed)
        {
            Refuse(DimseStatus.CannotUnderstand, _scanner.Error!.ToString());
            return null;
        }

        var options = _association.Peer.FallbackCharacterSet is { } fallback ? new DataSetReaderOptions { UndeclaredCharacterSet = fallback } : null;
        var dataSet = _scanner.ReadCaptured(options);
        if (!ObjectDescription.TryFrom(dataSet, out var description, out var problem))
        {
            Refuse(DimseStatus.DataSetDoesNotMatchSopClass, problem);
            return null;
        }

        if (description.Instance.Instance.Uid != _request.AffectedSopInstanceUid)
            Refuse(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Instance UID (0008,0018) differs from Affected SOP Instance UID.");
        else if (ReservedStudies.Contains(description.Study.Study) != _association.Peer.IsSelf)
            Refuse(DimseStatus.NotAuthorized, "The study is reserved for the archive, which has no others.");
        else if (description.Instance.SopClass != _request.AffectedSopClassUid)
            Refuse(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Class UID (0008,0016) differs from Affected SOP Class UID.");
        if (_refusal is not null)
            return null;
        NoteDeviations(dataSet, description);
        return description;
    }

    /// <summary>What the log is to tell once the object is stored.</summary>
    private void NoteDeviations(DataSet dataSet, ObjectDescription description)
    {
        List<Deviation>? found = _scanner.Deviations.Count > 0 ? [.. _scanner.Deviations] : null;
        foreach (var tag in _scanner.Truncated)
            (found ??= []).Add(new Deviation(DeviationKind.LeftOutOfIndex, tag));
        ObjectInspection.Inspect(dataSet, description.Instance.SopClass, hasSeries: !description.Study.IsNonPatient, ref found);
        _deviations = found ?? [];
    }

    private async Task FinishAsync(ObjectDescription? description)
    {
        try
        {
            if (description is not null)
                await RecordAsync(description);
            if (_refusal is not { } refusal)
            {
                await _association.RespondAsync(_context, _request.Respond(DimseStatus.Success));
                StoreMetrics.Duration.Record(_service.Time.GetElapsedTime(_completed).TotalSeconds);
                return;
            }

            _statistics.Refused();
            StoreMetrics.Refused(refusal.Status);
            Log.ObjectRefused(_service.Logger, _association.Number, CallingAeTitle, refusal.Status, _request.AffectedSopInstanceUid, refusal.Comment);
            await _association.RespondAsync(_context, _request.Respond(refusal.Status, refusal.Comment));
        }
        finally
        {
            _association.ReturnSlot();
        }
    }

    private async Task RecordAsync(ObjectDescription description)
    {
        var writer = _blob!;
        try
        {
            var blob = await writer.CompleteAsync();
            StoreMetrics.BlobDuration.Record(_service.Time.GetElapsedTime(_completed).TotalSeconds);
            var storage = new InstanceStorage(blob, _context.TransferSyntax.Uid, _service.Time.GetUtcNow(), CallingAeTitle.Value);
            var result = await RecordAsync(description, storage);
            if (result == RecordResult.Refused)
            {
                Refuse(DimseStatus.CannotUnderstand, "The SOP Instance UID is stored with other content.");
                return;
            }

            if (result is RecordResult.KeptFirst or RecordResult.Replaced)
                Log.ContentConflict(_service.Logger, _association.Number, CallingAeTitle, _request.AffectedSopInstanceUid, result);
            _statistics.Deviations.Report(_service.Logger, _association, _request.AffectedSopInstanceUid, _deviations);
            _statistics.Stored(blob.DataSetLength);
            if (!_association.Peer.IsSelf)
                StoreMetrics.BytesStored.Add(blob.DataSetLength);
        }
        catch (Exception known) when (known is StorageFullException or StorageFailedException or EntityFailedException)
        {
            Refuse(DimseStatus.OutOfResources, known.Message);
        }
        catch (Exception e)
        {
            // Whatever went wrong, it did for this object: the association goes on (P8).
            Log.RecordFailed(_service.Logger, _association.Number, CallingAeTitle, _request.AffectedSopInstanceUid, e);
            Refuse(DimseStatus.OutOfResources, "The object could not be recorded; send it again.");
        }
        finally
        {
            await writer.DisposeAsync();
        }
    }

    /// <summary>A blob that was surely not recorded is released.</summary>
    private async ValueTask<RecordResult> RecordAsync(ObjectDescription description, InstanceStorage storage)
    {
        try
        {
            return await _service.Studies.RecordAsync(new RecordInstance(description, storage, _association.Peer.Get<StoragePeer>().DuplicatePolicy), CancellationToken.None);
        }
        catch (EntityFailedException e) when (e.IsNothingRecorded)
        {
            _service.Blobs.Release(storage.Blob);
            throw;
        }
    }

    private void Refuse(DimseStatus status, string comment) => _refusal = (status, comment);

    private async ValueTask DropBlobAsync()
    {
        if (_blob is not { } blob)
            return;
        _blob = null;
        await blob.DisposeAsync();
    }
}
