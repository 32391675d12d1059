using System.Text.Json;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data.Json;

namespace Archive.Node.Http;

/// <summary>A scheduled step as JSON: what is known of it, and the item with its status as DICOM JSON.</summary>
internal static class WorklistView
{
    public static void Write(Utf8JsonWriter json, ListedItem listed)
    {
        var state = listed.State;
        json.WriteStartObject();
        json.WriteString("id", state.Id);
        json.WriteString("status", state.Status.ToTerm());
        json.WriteBoolean("isOpen", state.IsOpen);
        json.WriteString("accessionNumber", state.Key.AccessionNumber);
        json.WriteString("requestedProcedureId", state.Key.RequestedProcedureId);
        json.WriteString("scheduledProcedureStepId", state.Key.StepId);
        json.WriteString("source", state.Source);
        json.WriteString("orderedAt", state.OrderedAt);
        if (state.ExpiresAt is { } expires)
            json.WriteString("expiresAt", expires);
        if (state.IsExpired)
            json.WriteBoolean("isExpired", true);
        json.WriteStartArray("performedSteps");
        foreach (var performed in state.PerformedSteps)
        {
            json.WriteStartObject();
            json.WriteString("sopInstanceUid", performed.SopInstanceUid);
            json.WriteString("progress", performed.Progress.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("item");
        DicomJsonWriter.Write(json, listed.Item);
        json.WriteEndObject();
    }
}
