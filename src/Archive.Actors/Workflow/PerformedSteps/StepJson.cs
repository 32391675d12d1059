using System.Text.Json.Serialization;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>How performed steps are written, in databases and between nodes. All names are for good.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PerformedStepState))]
[JsonSerializable(typeof(StepCreated))]
[JsonSerializable(typeof(StepSet))]
[JsonSerializable(typeof(TellingChanged))]
[JsonSerializable(typeof(DeliveryChanged))]
[JsonSerializable(typeof(CreateStep))]
[JsonSerializable(typeof(SetStep))]
[JsonSerializable(typeof(NoteTold))]
[JsonSerializable(typeof(NoteNotTold))]
[JsonSerializable(typeof(NoteSent))]
[JsonSerializable(typeof(NoteNotSent))]
[JsonSerializable(typeof(RetryForwarding))]
[JsonSerializable(typeof(CancelForwarding))]
[JsonSerializable(typeof(StepReply))]
internal sealed partial class StepJson : JsonSerializerContext;
