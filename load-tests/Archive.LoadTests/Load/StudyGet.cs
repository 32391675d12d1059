using System.Buffers;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>A C-GET of all of a study that was sent, each object in the transfer syntax in which it was sent.</summary>
/// <param name="takeAsync">Takes an object; gives its length.</param>
internal sealed class StudyGet(SentStudy study, Func<CStoreRequest, Stream, CancellationToken, ValueTask<long>> takeAsync)
{
    private const int ReadBytes = 128 * 1024;

    private long _bytes;

    public static DataSet IdentifierOf(SentStudy study) =>
        new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Plan.Uid);

    /// <summary>Reads and forgets.</summary>
    public static async ValueTask<long> CountAsync(Stream dataSet, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var bytes = 0L;
            while (await dataSet.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                bytes += count;
            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Proposes to take what is in the study.</summary>
    public ScuAssociationOptions Propose(ScuAssociationOptions options)
    {
        foreach (var (sopClass, transferSyntax) in study.Series.Where(series => series.Count > 0).Select(series => (series.Plan.SopClass, series.TransferSyntax!)).Distinct())
        {
            options.Propose(sopClass, transferSyntax);
            if (options.RoleSelections.All(role => role.SopClass != sopClass))
                options.ProposeScpRole(sopClass);
        }

        return options;
    }

    public async ValueTask<DimseResponse> ServeAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (request.Request is not CStoreRequest store)
            return request.Request.Respond(DimseStatus.SopClassNotSupported);
        Interlocked.Add(ref _bytes, await takeAsync(store, request.DataSet, cancellationToken).ConfigureAwait(false));
        return store.Respond(DimseStatus.Success);
    }

    public async Task<Outcome> RunAsync(ScuAssociation association, CancellationToken cancellationToken)
    {
        CGetResponse? last = null;
        await foreach (var message in association.GetAsync(
            SopClasses.StudyRootQueryRetrieveInformationModelGet, IdentifierOf(study), cancellationToken).ConfigureAwait(false))
            last = message.Response;
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome.Of(last!, Interlocked.Read(ref _bytes));
    }
}
