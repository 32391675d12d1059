using System.Text;
using System.Text.Json;
using Archive.Actors.Tests.Workflow.PerformedSteps;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Storage.Workflow;

namespace Archive.Actors.Tests.Workflow;

/// <summary>Values that are in databases or go between nodes, frozen: they are only ever added to.</summary>
public sealed class PersistedEnumTests
{
    [Fact]
    public void Their_numbers_are_frozen()
    {
        AssertNumbers<FactKind>(("WorklistItem", 1), ("PerformedStep", 2), ("Commitment", 3));
        AssertNumbers<PerformedStepStatus>(("InProgress", 1), ("Completed", 2), ("Discontinued", 3));
        AssertNumbers<StepDeliveryStatus>(("Waiting", 1), ("Delivered", 2), ("Failed", 3), ("Canceled", 4));
        AssertNumbers<CommitmentPhase>(
            ("Unknown", 0), ("Received", 1), ("Decided", 2), ("Reporting", 3), ("Delivered", 4), ("Refused", 5), ("Canceled", 6), ("Expired", 7), ("Withdrawn", 8));
        AssertNumbers<CommitmentOutcome>(("Done", 1), ("Unknown", 2), ("NotNow", 3), ("OtherList", 4));
    }

    [Fact]
    public void The_names_of_kinds_in_the_journal_are_frozen() => Assert.Equal(
        ["order/1", "step/1", "commitment/1"],
        Enum.GetValues<FactKind>().Select(kind => WorkflowEntity.OfFact(kind, "1")));

    [Fact]
    public void States_have_numbers_and_terms_have_names()
    {
        foreach (var phase in Enum.GetValues<CommitmentPhase>())
        {
            var transaction = new CommitmentState { Id = "1", Phase = phase };
            Assert.Equal((int)phase, NumberOf(CommitmentJson.CreateProtocol().Write(transaction), "phase"));
            Assert.Contains(new FactTerm(0x0000_0900, Enum.GetName(phase)!), transaction.Terms);
        }

        Assert.Equal(
            ["IN PROGRESS", "COMPLETED", "DISCONTINUED"], Enum.GetValues<PerformedStepStatus>().Select(StepStatusText.Of));
        Assert.Equal(
            ["Waiting", "Delivered", "Failed", "Canceled"], Enum.GetValues<StepDeliveryStatus>().Select(StepTerms.ValueOf));
        var step = new TestStep { Receivers = ["RIS"] };
        step.Create();
        var written = StepProtocol.Create().Write(step.State);
        Assert.Equal(1, NumberOf(written, "status"));
        Assert.Contains("\"receiver\":\"RIS\",\"next\":1,\"status\":1,", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    private static void AssertNumbers<T>(params (string Name, int Number)[] expected)
        where T : struct, Enum => Assert.Equal(expected, Enum.GetValues<T>().Select(value => (Enum.GetName(value)!, Convert.ToInt32(value, null))));

    private static int NumberOf(byte[] written, string name)
    {
        using var json = JsonDocument.Parse(written);
        return json.RootElement.GetProperty(name).GetInt32();
    }
}
