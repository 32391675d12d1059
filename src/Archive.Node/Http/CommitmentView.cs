using System.Globalization;
using System.Text.Json;
using Archive.Actors.Workflow.Commitment;

namespace Archive.Node.Http;

/// <summary>Transactions as JSON. What does not apply is null.</summary>
internal static class CommitmentView
{
    /// <summary>The members of an object that is begun, and ended by who calls.</summary>
    public static void Write(Utf8JsonWriter json, CommitmentState transaction)
    {
        json.WriteString("id", transaction.Id);
        json.WriteString("transactionUid", transaction.TransactionUid);
        json.WriteString("aeTitle", transaction.AeTitle);
        json.WriteString("state", transaction.Phase.ToString());
        json.WriteBoolean("isOpen", transaction.IsOpen);
        json.WriteNumber("instances", transaction.Count);
        json.WriteNumber("missing", transaction.Missing);
        WriteNumber(json, "succeeded", transaction.Result?.Succeeded);
        WriteNumber(json, "failed", transaction.Result?.Failed);
        WriteTime(json, "requestedAt", transaction.RequestedAt);
        WriteTime(json, "decidedAt", transaction.DecidedAt);
        WriteTime(json, "dueAt", transaction.DueAt);
        WriteTime(json, "endedAt", transaction.EndedAt);
        json.WriteNumber("reports", transaction.Reports);
        json.WriteNumber("failures", transaction.Failures);
        json.WriteNumber("requestedAgain", transaction.RequestedAgain);
        json.WriteString("status", transaction.Status?.ToString("X4", CultureInfo.InvariantCulture));
        json.WriteString("problem", transaction.Problem);
    }

    /// <summary>The failures, with the references of the list that they belong to.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<CommitmentReference> references, IEnumerable<CommitmentFailure> failures)
    {
        json.WriteStartArray("failedReferences");
        using var failed = failures.GetEnumerator();
        var isLeft = failed.MoveNext();
        foreach (var (i, reference) in references.Index())
        {
            if (!isLeft)
                break;
            if (failed.Current.Index != i)
                continue;
            json.WriteStartObject();
            json.WriteString("sopClassUid", reference.SopClass.Value);
            json.WriteString("sopInstanceUid", reference.Instance.Value);
            json.WriteString("reason", failed.Current.Reason.ToString("X4", CultureInfo.InvariantCulture));
            json.WriteEndObject();
            isLeft = failed.MoveNext();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
            json.WriteString(name, value);
        else
            json.WriteNull(name);
    }
}
