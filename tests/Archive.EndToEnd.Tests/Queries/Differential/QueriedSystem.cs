using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>One of the systems that are compared, as its clients see it: objects go in, queries are answered.</summary>
internal sealed class QueriedSystem(string aeTitle, int port)
{
    public async Task StoreAsync(IReadOnlyList<WireObject> objects)
    {
        var options = Call();
        foreach (var (sopClass, syntax) in objects.Select(o => (o.SopClass, o.TransferSyntax)).Distinct())
            options.Propose(sopClass, syntax);
        await using var association = await ScuAssociation.ConnectAsync(options);
        foreach (var instance in objects)
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
        await association.ReleaseAsync();
    }

    /// <summary>An association on which every information model may be queried.</summary>
    public Task<ScuAssociation> ConnectAsync()
    {
        var options = Call();
        foreach (var model in Enum.GetValues<InformationModel>())
            options.Propose(model.Find(), TransferSyntax.ExplicitVrLittleEndian);
        return ScuAssociation.ConnectAsync(options);
    }

    /// <summary>The final status, and the matches by their unique keys.</summary>
    public static async Task<QueryOutcome> FindAsync(ScuAssociation association, GeneratedQuery query)
    {
        var matches = new Dictionary<string, DataSet>(StringComparer.Ordinal);
        var status = DimseStatus.Success;
        await foreach (var message in association.FindAsync(query.Model.Find(), query.Identifier))
        {
            status = message.Response.Status;
            if (!status.IsPending)
                continue;
            var match = message.ReadDataSet();
            Assert.True(matches.TryAdd(GeneratedQuery.TextOf(match, query.UniqueKey), match), $"The same match came twice: {query}");
        }

        return new QueryOutcome(status, matches);
    }

    private ScuAssociationOptions Call() => new()
    {
        Host = "127.0.0.1",
        Port = port,
        CalledAeTitle = new AeTitle(aeTitle),
        CallingAeTitle = new AeTitle("TESTER"),
    };
}

/// <param name="Status">Of the last response.</param>
/// <param name="Matches">By the unique key of the level.</param>
internal sealed record QueryOutcome(DimseStatus Status, IReadOnlyDictionary<string, DataSet> Matches);
