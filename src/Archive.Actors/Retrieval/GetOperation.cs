using Archive.Actors.Associations;
using Archive.Actors.Queries;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Retrieval;

/// <summary>
/// One C-GET (PS3.4 C.4.3): objects go to the requestor by C-STORE on the same association, each in the transfer syntax in
/// which it is stored. One that the requestor cannot take is counted as failed and the others go on.
/// </summary>
internal sealed class GetOperation(AssociationSession session, PresentationContext context, CGetRequest request)
{
    private readonly List<string> _failed = [];
    private int _completed;
    private int _warnings;

    private ArchiveServices Services => session.Services;

    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        List<StoredInstance> instances = [];
        try
        {
            await foreach (var instance in Services.Index.LocateAsync(RequestFor(identifier), session.Ended))
                instances.Add(instance);
        }
        catch (InvalidQueryException invalid)
        {
            await session.SendAsync(context, request.Respond(DimseStatus.DataSetDoesNotMatchSopClass, invalid.Message));
            return;
        }

        for (var i = 0; i < instances.Count; i++)
        {
            if (canceled.IsCancellationRequested)
            {
                await EndAsync(DimseStatus.Cancel, instances.Count - i);
                return;
            }

            await SendAsync(instances[i]);
            if (i + 1 < instances.Count)
                await session.SendAsync(context, Counted(DimseStatus.Pending, instances.Count - i - 1));
        }

        await EndAsync(FinalStatus(), null);
    }

    private RetrieveRequest RequestFor(DataSet identifier) => new(
        QueryRetrieveSopClass.Of(context).Model, identifier, session.FeaturesOf(context).HasFlag(QueryFeatures.Relational));

    private DimseStatus FinalStatus()
    {
        if (_failed.Count == 0 && _warnings == 0)
            return DimseStatus.Success;
        return _completed + _warnings == 0 ? DimseStatus.OutOfResourcesSuboperations : DimseStatus.CoercionOfDataElements; // B000 is "sub-operations complete, one or more failures or warnings" here
    }

    private async ValueTask EndAsync(DimseStatus status, int? remaining)
    {
        var response = Counted(status, remaining);
        if (_failed.Count == 0)
        {
            await session.SendAsync(context, response);
            return;
        }

        var failures = new DataSet().SetStrings(Tags.FailedSOPInstanceUIDList, [.. _failed]);
        await session.SendAsync(context, response with { HasDataSet = true }, DataSetWriter.ToArray(failures, context.TransferSyntax));
    }

    private CGetResponse Counted(DimseStatus status, int? remaining) => request.Respond(status) with
    {
        NumberOfRemainingSuboperations = remaining is { } left ? Clamp(left) : null,
        NumberOfCompletedSuboperations = Clamp(_completed),
        NumberOfFailedSuboperations = Clamp(_failed.Count),
        NumberOfWarningSuboperations = Clamp(_warnings),
    };

    /// <summary>The counters are US: a larger study shows the most they can.</summary>
    private static ushort Clamp(int count) => (ushort)Math.Min(count, ushort.MaxValue);

    private async ValueTask SendAsync(StoredInstance instance)
    {
        var accepted = session.Negotiated.Contexts.FirstOrDefault(c =>
            c.IsRequestorScp && c.AbstractSyntax == instance.SopClass && c.TransferSyntax.Uid == instance.Storage.TransferSyntax);
        if (accepted is null)
        {
            _failed.Add(instance.Instance.Value);
            Log.NoContextForObject(session.Logger, session.Negotiated.CallingAeTitle, instance.Instance, instance.SopClass, instance.Storage.TransferSyntax);
            return;
        }

        using var dataSet = new BlobStream(Services.Blobs, Services.Index, instance);
        try
        {
            await dataSet.CheckAsync(session.Ended);
        }
        catch (InvalidDataException unreadable)
        {
            _failed.Add(instance.Instance.Value);
            Log.ObjectUnreadable(session.Logger, instance.Instance, unreadable);
            return;
        }

        var store = new CStoreRequest
        {
            MessageId = 0,
            AffectedSopClassUid = instance.SopClass,
            AffectedSopInstanceUid = instance.Instance.Uid,
            Priority = request.Priority,
        };
        var response = await session.StoreAsync(accepted, store, dataSet, dataSet.Length);
        Count(response.Status, instance);
    }

    private void Count(DimseStatus status, StoredInstance instance)
    {
        switch (status.Class)
        {
            case DimseStatusClass.Success:
                _completed++;
                break;
            case DimseStatusClass.Warning:
                _warnings++;
                break;
            default:
                _failed.Add(instance.Instance.Value);
                return;
        }

        var bytes = instance.Storage.Blob.DataSetLength;
        session.Statistics.Retrieved(bytes);
        AssociationMetrics.BytesRetrieved.Add(bytes);
    }
}
