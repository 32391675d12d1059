using System.Diagnostics;
using Archive.LoadTests.Servers;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Find;

/// <summary>Several associations on which queries go out by turns, one at a time.</summary>
internal sealed class FindClient(string server, IReadOnlyList<ScuAssociation> associations) : IAsyncDisposable
{
    private const int Associations = 4;

    private int _next;

    public static async Task<FindClient> ConnectAsync(Contender contender)
    {
        var associations = new List<ScuAssociation>();
        for (var i = 0; i < Associations; i++)
        {
            associations.Add(await ScuAssociation.ConnectAsync(contender.Call("FIND")
                .Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ExplicitVrLittleEndian)
                .Propose(SopClasses.PatientRootQueryRetrieveInformationModelFind, TransferSyntax.ExplicitVrLittleEndian)
                .Propose(SopClasses.ModalityWorklistInformationModelFind, TransferSyntax.ExplicitVrLittleEndian)));
        }

        return new FindClient(contender.Name, associations);
    }

    /// <summary>Milliseconds to the last answer that is wanted and, when all are, to the response that ends them.</summary>
    /// <exception cref="InvalidOperationException">The query failed or found nothing.</exception>
    public async Task<(int Answers, double Milliseconds)> RunAsync(Query query)
    {
        var association = associations[_next++ % associations.Count];
        var clock = Stopwatch.StartNew();
        var elapsed = 0.0;
        var answers = 0;
        await foreach (var message in association.FindAsync(query.SopClass, query.Identifier))
        {
            elapsed = clock.Elapsed.TotalMilliseconds;
            if (message.Response.Status.IsPending && ++answers == query.Enough)
                break;
            if (!message.Response.Status.IsPending && message.Response.Status != DimseStatus.Success)
                throw new InvalidOperationException($"{server} answered {message.Response.Status} ({message.Response.ErrorComment}).");
        }

        return (answers, elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var association in associations)
            await association.DisposeAsync();
    }
}
