using System.Text.Json.Serialization;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>The forms in which scheduled steps are in databases and between nodes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorklistItemState))]
[JsonSerializable(typeof(StepOrdered))]
[JsonSerializable(typeof(StepStatusSaid))]
[JsonSerializable(typeof(StepPerformed))]
[JsonSerializable(typeof(StepObjectStored))]
[JsonSerializable(typeof(StepExpired))]
[JsonSerializable(typeof(PutScheduledStep))]
[JsonSerializable(typeof(CancelScheduledStep))]
[JsonSerializable(typeof(SetScheduledStepStatus))]
[JsonSerializable(typeof(ChangeScheduledPatient))]
[JsonSerializable(typeof(NotePerformedStep))]
[JsonSerializable(typeof(NoteFirstObject))]
[JsonSerializable(typeof(ExpireScheduledStep))]
[JsonSerializable(typeof(WorklistReply))]
internal sealed partial class WorklistJson : JsonSerializerContext;
