using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>The same objects and the same queries to the archive and to DCMTK's dcmqrscp: they agree, or the standard says why not.</summary>
public sealed class DifferentialQueryTests : IDisposable
{
    private const int Seed = 20261120;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Generated_queries_have_the_answers_of_dcmqrscp_but_for_what_the_standard_explains()
    {
        var objects = GeneratedHierarchy.Create(Seed);

        var differences = await CompareAsync([.. objects.Select(o => WireObject.Of(o))], [.. objects.Select(o => o.DataSet)], queries: 2500);

        AssertExplained(differences);
        Assert.Empty(KnownDifferences.All.Where(known => !differences.Exists(difference => known.Explains(difference))).Select(known => "no longer so: " + known.Rule));
    }

    [SharedTheory]
    [InlineData("open/synthetic/qr-hierarchy", "open/charsets", "open/synthetic/charsets")]
    public async Task Queries_for_samples_have_the_answers_of_dcmqrscp_but_for_what_the_standard_explains(params string[] folders)
    {
        var samples = folders.SelectMany(SampleObject.Load).Where(sample => sample.CanBeStored).DistinctBy(sample => sample.Object.Instance).Select(sample => sample.Object).ToList();

        AssertExplained(await CompareAsync(samples, [.. samples.Select(sample => DataSetReader.Read(sample.Bytes, sample.TransferSyntax))], queries: 1000));
    }

    private static void AssertExplained(List<Difference> differences)
    {
        var unexplained = differences.Where(difference => !KnownDifferences.All.Any(known => known.Explains(difference))).ToList();
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} of {differences.Count} differences are not explained:\n{string.Join('\n', unexplained.Take(5))}");
    }

    private async Task<List<Difference>> CompareAsync(IReadOnlyList<WireObject> objects, IReadOnlyList<DataSet> dataSets, int queries)
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        await using var server = await DcmtkServer.QueryRetrieveScpAsync();
        var archive = new QueriedSystem(NodeClient.AeTitle, node.DicomPort);
        var dcmqrscp = new QueriedSystem(DcmtkServer.QueryRetrieveTitle, server.Port);
        await archive.StoreAsync(objects);
        await dcmqrscp.StoreAsync(objects);

        await using var toArchive = await archive.ConnectAsync();
        await using var toDcmqrscp = await dcmqrscp.ConnectAsync();
        var generator = new QueryGenerator(dataSets, Seed);
        var differences = new List<Difference>();
        var found = 0;
        for (var i = 0; i < queries; i++)
        {
            var query = generator.Next();
            var outcome = await QueriedSystem.FindAsync(toArchive, query);
            found += outcome.Matches.Count > 0 ? 1 : 0;
            differences.AddRange(Difference.Between(query, outcome, await QueriedSystem.FindAsync(toDcmqrscp, query), dataSets));
        }

        // To agree on nothing would show nothing.
        Assert.InRange(found, queries / 3, queries);
        await toArchive.ReleaseAsync();
        await toDcmqrscp.ReleaseAsync();
        return differences;
    }
}
