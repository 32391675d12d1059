using Archive.LoadTests.Load;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.LoadTests.Tests.Simulators;

/// <summary>What a simulator says on the wire is what its data lists, and that is what the conformance statement has.</summary>
public sealed class NegotiationTests
{
    private static readonly string Tables = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "ScannerDays", "Tables");

    [Fact]
    public async Task Every_simulator_asks_for_exactly_what_its_data_lists()
    {
        await using var target = new ScriptedTarget();
        foreach (var simulator in Simulator.Names.Select(Simulator.Get))
        {
            foreach (var (activity, contexts) in simulator.Contexts)
            {
                await using (var association = await ScuAssociation.ConnectAsync(simulator.Call(target.Target, activity, TimeSpan.FromSeconds(10))))
                    await Device.ReleaseAsync(association);

                var request = target.Requests[^1];
                Assert.Equal(
                    contexts.Select(context => (context.AbstractSyntax, string.Join(' ', context.TransferSyntaxes))),
                    request.PresentationContexts.Select(context => (context.AbstractSyntax.Value, string.Join(' ', context.TransferSyntaxes.Select(uid => uid.Value)))));
                Assert.Equal(
                    (simulator.AeTitle, simulator.MaxPduBytes, simulator.ImplementationVersionName),
                    (request.CallingAeTitle.Value, request.UserInformation.MaximumLength, request.UserInformation.ImplementationVersionName));
                if (simulator.ImplementationClassUid is { } implementation)
                    Assert.Equal(implementation, request.UserInformation.ImplementationClassUid.Value);
            }
        }
    }

    [Theory]
    [InlineData("pet-ct", "vereos")]
    [InlineData("mr", "oasis")]
    [InlineData("ultrasound", "mx1")]
    [InlineData("dental", "tigerview")]
    public void A_simulator_made_of_a_statement_lists_what_the_statement_lists(string name, string statement)
    {
        var simulator = Simulator.Get(name);
        var stated = ReadTable("contexts.tsv", statement).Where(row => row[0] is not ("receive" or "report")).ToLookup(row => row[0], row => (row[1], row[2]));

        Assert.Equal(stated.Select(activity => activity.Key).Order(StringComparer.Ordinal), simulator.Contexts.Keys.Order(StringComparer.Ordinal));
        Assert.All(stated, activity => Assert.Equal(
            activity, simulator.Contexts[activity.Key].Select(context => (context.AbstractSyntax, string.Join(' ', context.TransferSyntaxes)))));
        var association = ReadTable("associations.tsv", statement).Single();
        if (association[0].Length > 0)
            Assert.Equal(association[0], simulator.MaxPduBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((association[1], association[2]), (simulator.ImplementationClassUid ?? "", simulator.ImplementationVersionName ?? ""));
    }

    [Fact]
    public void Every_simulator_can_send_what_it_makes_and_take_its_steps()
    {
        Assert.All(Simulator.Names.Select(Simulator.Get), simulator =>
        {
            Assert.True(AeTitle.TryParse(simulator.AeTitle, out _), simulator.Name);
            Assert.Subset(simulator.Contexts["store"].Select(context => context.AbstractSyntax).ToHashSet(), simulator.Series.Select(series => series.SopClass).ToHashSet());
            Assert.All(simulator.Workflow, step => Assert.Contains(ActivityOf(step), simulator.Contexts.Keys));
            Assert.True(simulator.AtOnce == 1 || simulator.Association == AssociationScope.Series, simulator.Name);
        });
    }

    private static string ActivityOf(WorkflowStep step) => step is WorkflowStep.Begin or WorkflowStep.End ? "steps" : step.ToString().ToLowerInvariant();

    private static IEnumerable<string[]> ReadTable(string name, string statement) =>
        File.ReadLines(Path.Combine(Tables, name)).Skip(1).Select(line => line.Split('\t')).Where(row => row[0] == statement).Select(row => row[1..]);
}
