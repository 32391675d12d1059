using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>A performed step without actors: what it is told leads to events at once, and every state goes through its JSON.</summary>
internal sealed class TestStep
{
    public const string Id = "1.2.826.0.1.3680043.10.1489.7.9";

    public DateTimeOffset Now { get; set; } = new(2026, 3, 11, 8, 15, 0, TimeSpan.Zero);

    public PerformedStepState State { get; private set; } = PerformedStepState.Empty(Id);

    public bool IsStrict { get; init; }

    public string[] Receivers { get; init; } = [];

    public DataSet Attributes => State.ReadAttributes();

    public StepReply Create(DataSet? attributes = null, Guid? command = null) =>
        Tell(new CreateStep(Id, command ?? Guid.NewGuid(), StepDataSet.Encode(attributes ?? SampleStep.Create()), "PETCT", Receivers, IsStrict));

    public StepReply Set(DataSet modifications, Guid? command = null) =>
        Tell(new SetStep(Id, command ?? Guid.NewGuid(), StepDataSet.Encode(modifications), IsStrict));

    public StepReply Tell(IFactCommand command)
    {
        var decision = State.Decide(command, Now);
        foreach (var happened in decision.Events)
            State = Again(State).Apply(happened);
        return (StepReply)decision.Reply;
    }

    /// <summary>As it is read from its row.</summary>
    private static PerformedStepState Again(PerformedStepState state) => System.Text.Json.JsonSerializer.Deserialize(
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(state, StepJson.Default.PerformedStepState), StepJson.Default.PerformedStepState)!;
}
