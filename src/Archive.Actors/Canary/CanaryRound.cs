using Archive.Actors.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Storage.Health;

namespace Archive.Actors.Canary;

/// <summary>
/// Calls the node's own listener as a modality would: stores an object with new bytes, finds it and has it sent back. One round at a time.
/// </summary>
internal sealed class CanaryRound(CanarySettings settings, DicomListener listener, AssociationServices associations, VolumeStore volumes)
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid Get = SopClasses.StudyRootQueryRetrieveInformationModelGet;

    /// <summary>In the reserved study of the node's set of volumes: no other node has it, and whoever takes the set goes on with it.</summary>
    private readonly CanaryObject _object = new((uint)(volumes.Sets?.Own ?? 0));

    /// <summary>To call a listener that could not accept the last connection shows whether it accepts the next; nothing else that is known to be wrong needs a test.</summary>
    private bool IsFutile => !listener.IsListening || associations.Connections.AreAllTaken
        || (associations.Health.KnownReason is not null && associations.Health[ArchivePart.DicomListener].State == HealthState.Working);

    /// <summary>Does not throw. What it says once it is stopped means nothing.</summary>
    public async Task<CanaryResult> RunAsync(CancellationToken stop)
    {
        if (IsFutile)
            return CanaryResult.Skipped;
        var started = associations.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(settings.Deadline, associations.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        string? problem;
        try
        {
            problem = await FindProblemAsync(end.Token);
        }
        catch (AssociationRejectedException full) when (full is { Result: RejectResult.Transient, Reason: RejectReason.LocalLimitExceeded })
        {
            return CanaryResult.Skipped;
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            problem = $"It took longer than {settings.Deadline.TotalSeconds:0.###} s.";
        }
        catch (Exception failure)
        {
            problem = failure.Message; // whatever it is, a modality would have met it
        }

        return new CanaryResult(
            associations.Time.GetElapsedTime(started), problem is null ? null : $"What the node stores in itself does not come back: {problem}");
    }

    /// <returns>Null when what was stored came back.</returns>
    private async Task<string?> FindProblemAsync(CancellationToken end)
    {
        var sent = _object.Create();
        byte[]? received = null;
        await using var association = await ScuAssociation.ConnectAsync(CallWith(bytes => received = bytes), end);
        await using var abort = end.UnsafeRegister(static association => _ = ((ScuAssociation)association!).AbortAsync().AsTask(), association);

        var stored = await association.StoreAsync(association.GetContext(CanaryObject.SopClass), _object.Instance, sent, CancellationToken.None);
        if (!stored.Status.IsSuccess)
            return $"C-STORE was answered with {Describe(stored)}.";
        var found = await association.FindAsync(Find, _object.Identifier(), CancellationToken.None).ToListAsync(CancellationToken.None);
        if (!found[^1].Response.Status.IsSuccess)
            return $"C-FIND was answered with {Describe(found[^1].Response)}.";
        if (found is not [var match, _] || match.ReadDataSet().GetString(Tags.SOPInstanceUID) != _object.Instance.Value)
            return $"C-FIND of one object found {found.Count - 1}.";
        var retrieved = await association.GetAsync(Get, _object.Identifier(), CancellationToken.None).LastAsync(CancellationToken.None);
        if (!retrieved.Response.Status.IsSuccess)
            return $"C-GET was answered with {Describe(retrieved.Response)}.";
        if (received is null || !received.AsSpan().SequenceEqual(sent))
            return "C-GET gave back other bytes than were stored.";
        await association.ReleaseAsync(CancellationToken.None);
        return null;
    }

    private ScuAssociationOptions CallWith(Action<byte[]> receive)
    {
        var endPoint = listener.EndPoint;
        return new ScuAssociationOptions
        {
            Host = LocalAddress.ToCall(endPoint.Address).ToString(),
            Port = endPoint.Port,
            CalledAeTitle = associations.Settings.AeTitle,
            CallingAeTitle = Peer.Self.AeTitle,
            ServeAsync = async (incoming, cancellationToken) =>
            {
                using var bytes = new MemoryStream();
                await incoming.DataSet.CopyToAsync(bytes, cancellationToken);
                receive(bytes.ToArray());
                return incoming.Request.Respond(DimseStatus.Success);
            },
        }
        .Propose(CanaryObject.SopClass, TransferSyntax.ExplicitVrLittleEndian)
        .ProposeScpRole(CanaryObject.SopClass)
        .Propose(Find, TransferSyntax.ExplicitVrLittleEndian)
        .Propose(Get, TransferSyntax.ExplicitVrLittleEndian);
    }

    private static string Describe(DimseResponse response) => response.ErrorComment is { } comment ? $"{response.Status}: {comment}" : $"{response.Status}";
}
