using System.Collections.Concurrent;
using System.Net;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Tests.Associations;

/// <summary>What came of a retrieval.</summary>
internal sealed record Retrieved(CGetResponse Last, IReadOnlyList<string> Failed, IReadOnlyDictionary<Uid, byte[]> Objects);

/// <summary>Whole errands at an archive, each on an association of its own.</summary>
internal static class TestScu
{
    public static async Task StoreAsync(TestArchive archive, params TestObject[] objects)
    {
        var options = archive.Calling();
        foreach (var sopClass in objects.Select(one => one.SopClass).Distinct())
            options.Propose(sopClass, TransferSyntax.ExplicitVrLittleEndian);
        await using var association = await ScuAssociation.ConnectAsync(options);
        foreach (var one in objects)
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(association.GetContext(one.SopClass), one.Instance, one.Bytes)).Status);
        await association.ReleaseAsync();
    }

    /// <summary>Retrieves a study; takes CT only.</summary>
    /// <param name="pending">Called at each pending response.</param>
    /// <param name="syntax">In which CT is to come.</param>
    public static async Task<Retrieved> GetAsync(
        TestArchive archive, Uid study, Func<Uid, DimseStatus>? answer = null, CancellationTokenSource? canceled = null, Action? pending = null,
        TransferSyntax? syntax = null)
    {
        var get = SopClasses.StudyRootQueryRetrieveInformationModelGet;
        var objects = new ConcurrentDictionary<Uid, byte[]>();
        var options = new ScuAssociationOptions
        {
            Host = IPAddress.Loopback.ToString(),
            Port = archive.EndPoint.Port,
            CalledAeTitle = TestArchive.AeTitle,
            CallingAeTitle = TestArchive.Modality,
            ServeAsync = async (incoming, cancellationToken) =>
            {
                var store = Assert.IsType<CStoreRequest>(incoming.Request);
                using var bytes = new MemoryStream();
                await incoming.DataSet.CopyToAsync(bytes, cancellationToken);
                var status = answer?.Invoke(store.AffectedSopInstanceUid) ?? DimseStatus.Success;
                if (!status.IsFailure)
                    objects[store.AffectedSopInstanceUid] = bytes.ToArray();
                return store.Respond(status);
            },
        }
        .Propose(get, TransferSyntax.ExplicitVrLittleEndian)
        .Propose(SopClasses.CTImageStorage, syntax ?? TransferSyntax.ExplicitVrLittleEndian)
        .ProposeScpRole(SopClasses.CTImageStorage);

        await using var association = await ScuAssociation.ConnectAsync(options);
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Value);
        DimseMessage<CGetResponse>? last = null;
        await foreach (var message in association.GetAsync(get, identifier, canceled?.Token ?? default))
        {
            last = message;
            if (message.Response.Status.IsPending)
                pending?.Invoke();
        }

        await association.ReleaseAsync();
        return new Retrieved(last!.Response, last.DataSet.IsEmpty ? [] : last.ReadDataSet().GetStrings(Tags.FailedSOPInstanceUIDList), objects);
    }
}
