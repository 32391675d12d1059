using Archive.LoadTests.Servers;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Retrieve;

/// <summary>C-GET of a study of CT images by the archive's own client; every data set goes into a file of its own.</summary>
internal static class GetClient
{
    private const int CopyBytes = 128 * 1024;

    public static async Task RunAsync(Contender contender, string studyUid, string folder, CancellationToken cancellationToken)
    {
        var options = new ScuAssociationOptions
        {
            Host = "127.0.0.1",
            Port = contender.Port,
            CalledAeTitle = contender.Called,
            CallingAeTitle = new("GET"),
            ServeAsync = async (request, token) =>
            {
                var store = (CStoreRequest)request.Request;
                await using var file = new FileStream(
                    Path.Combine(folder, store.AffectedSopInstanceUid.Value), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
                await request.DataSet.CopyToAsync(file, CopyBytes, token);
                return store.Respond(DimseStatus.Success);
            },
        };
        options.Propose(SopClasses.StudyRootQueryRetrieveInformationModelGet, TransferSyntax.ExplicitVrLittleEndian);
        options.Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian).ProposeScpRole(SopClasses.CTImageStorage);
        await using var association = await ScuAssociation.ConnectAsync(options, cancellationToken);
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, studyUid);
        await foreach (var message in association.GetAsync(SopClasses.StudyRootQueryRetrieveInformationModelGet, identifier, cancellationToken))
        {
            if (!message.Response.Status.IsPending && message.Response.Status != DimseStatus.Success)
                throw new InvalidOperationException($"C-GET ended with {message.Response.Status} ({message.Response.ErrorComment}).");
        }

        await association.ReleaseAsync(cancellationToken);
    }
}
