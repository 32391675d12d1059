using System.Net;
using Archive.Cluster.Tests.Rig;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Protocol.Dimse;
using Archive.Testing.Nodes;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests;

/// <summary>The worklist over the death of the node that coordinates it (kill -9).</summary>
public sealed class WorklistTests(ITestOutputHelper output)
{
    private const string Station = "CT-A";

    private static readonly Uid Model = SopClasses.ModalityWorklistInformationModelFind;
    private static readonly HttpClient Http = new();

    [Fact]
    public Task A_query_is_answered_whole_while_the_node_with_the_singletons_dies() => RunningCluster.RunAsync(output, async cluster =>
    {
        await cluster.StartAsync();
        string[] expected = ["A0", "A1", "A2"];
        foreach (var accession in expected)
            await OrderAsync(cluster.Nodes[0], accession);

        var queries = 0;
        for (var kill = 0; kill < Full.Count(usually: 1, full: 5); kill++)
        {
            var victim = await cluster.OldestAsync();
            var run = await cluster.RunOfAsync(victim);
            await victim.KillAsync();
            var over = cluster.FencedAsync(run);
            do
            {
                foreach (var node in cluster.Nodes.Where(node => node != victim))
                {
                    Assert.Equal(expected, await FindAsync(node));
                    queries++;
                }
            }
            while (!over.IsCompleted);

            await over;
            victim.Launch();
            await cluster.FormedAsync(cluster.Nodes);
            Assert.Equal(expected, await FindAsync(victim));
        }

        output.WriteLine($"{queries} queries were answered while nodes were dead and not yet given up.");
    });

    private static async Task OrderAsync(INode node, string accession)
    {
        var item = new DataSet()
            .SetString(Tags.AccessionNumber, accession).SetString(Tags.RequestedProcedureID, $"R{accession}").SetString(Tags.PatientName, "NYLUND^ASTA")
            .SetString(Tags.PatientID, $"P{accession}").SetString(Tags.RequestedProcedureDescription, "HEAD")
            .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
                .SetString(Tags.ScheduledStationAETitle, Station).SetString(Tags.Modality, "CT").SetString(Tags.ScheduledProcedureStepID, $"S{accession}")
                .SetString(Tags.ScheduledProcedureStepStartDate, "20260401").SetString(Tags.ScheduledProcedureStepStartTime, "0900"));
        using var body = new ByteArrayContent(DicomJsonWriter.ToArray(item));
        using var answer = await Http.PostAsync(new Uri(node.Http, "/api/worklist"), body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    /// <summary>The accession numbers of all steps of the station.</summary>
    private static async Task<IReadOnlyList<string>> FindAsync(INode node)
    {
        var step = new DataSet().SetString(Tags.ScheduledStationAETitle, Station);
        var identifier = new DataSet().SetString(Tags.AccessionNumber, "").SetItems(Tags.ScheduledProcedureStepSequence, step);
        await using var association = await ScuAssociation.ConnectAsync(node.Call(Station).Propose(Model, TransferSyntax.ImplicitVrLittleEndian));
        var found = new List<string>();
        await foreach (var message in association.FindAsync(Model, identifier))
        {
            if (message.Response.Status.IsPending)
                found.Add(message.ReadDataSet().GetString(Tags.AccessionNumber)!);
            else
                Assert.Equal(DimseStatus.Success, message.Response.Status);
        }

        await association.ReleaseAsync();
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
