using System.Text.Json;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;

namespace Archive.Node.Http;

/// <summary>A performed step in short, as JSON.</summary>
internal static class StepView
{
    private static readonly (string Name, Tag Tag)[] Attributes =
    [
        ("patientId", Tags.PatientID), ("patientName", Tags.PatientName), ("modality", Tags.Modality), ("station", Tags.PerformedStationAETitle),
        ("description", Tags.PerformedProcedureStepDescription), ("startDate", Tags.PerformedProcedureStepStartDate),
        ("startTime", Tags.PerformedProcedureStepStartTime), ("endDate", Tags.PerformedProcedureStepEndDate), ("endTime", Tags.PerformedProcedureStepEndTime),
    ];

    private static readonly (string Name, Tag Tag)[] Scheduled =
    [
        ("studyInstanceUid", Tags.StudyInstanceUID), ("accessionNumber", Tags.AccessionNumber), ("requestedProcedureId", Tags.RequestedProcedureID),
        ("scheduledStepId", Tags.ScheduledProcedureStepID),
    ];

    public static void Write(Utf8JsonWriter json, PerformedStepState step)
    {
        var attributes = step.ReadAttributes();
        json.WriteStartObject();
        json.WriteString("sopInstanceUid", step.Id);
        json.WriteString("status", step.Status is { } status ? StepStatusText.Of(status) : null);
        Write(json, attributes, Attributes);
        json.WriteStartArray("scheduled");
        foreach (var item in attributes.GetItems(Tags.ScheduledStepAttributesSequence))
        {
            json.WriteStartObject();
            Write(json, item, Scheduled);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("series", attributes.GetItems(Tags.PerformedSeriesSequence).Count);
        json.WriteNumber("references", StepReferences.Of(attributes).Count);
        json.WriteStartArray("problems");
        foreach (var problem in step.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteString("from", step.From);
        json.WriteString("createdAt", step.CreatedAt);
        json.WriteString("changedAt", step.ChangedAt);
        json.WriteStartObject("worklist");
        json.WriteBoolean("isTold", step.Telling.DueAt is null);
        WriteWaiting(json, step.Telling.Attempts, step.Telling.DueAt, step.Telling.Problem);
        json.WriteEndObject();
        json.WriteStartArray("forwarding");
        foreach (var delivery in step.Deliveries)
        {
            json.WriteStartObject();
            json.WriteString("receiver", delivery.Receiver);
            json.WriteString("status", StepTerms.ValueOf(delivery.Status));
            WriteWaiting(json, delivery.Attempts, delivery.DueAt, delivery.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DataSet dataSet, (string Name, Tag Tag)[] attributes)
    {
        foreach (var (name, tag) in attributes)
            json.WriteString(name, dataSet.GetString(tag) ?? "");
    }

    private static void WriteWaiting(Utf8JsonWriter json, int attempts, DateTimeOffset? dueAt, string? problem)
    {
        json.WriteNumber("attempts", attempts);
        if (dueAt is { } due)
            json.WriteString("dueAt", due);
        else
            json.WriteNull("dueAt");
        json.WriteString("problem", problem);
    }
}
