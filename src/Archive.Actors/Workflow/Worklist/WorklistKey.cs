using System.Security.Cryptography;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// By what a scheduled step is known: never by its Study Instance UID, which several steps may share, and never by its step ID alone,
/// which order systems count anew for every order.
/// </summary>
/// <param name="AccessionNumber">(0008,0050); may be empty.</param>
/// <param name="RequestedProcedureId">(0040,1001); may be empty.</param>
/// <param name="StepId">Scheduled Procedure Step ID (0040,0009); may be empty.</param>
public readonly record struct WorklistKey(string AccessionNumber, string RequestedProcedureId, string StepId)
{
    // No part of a key has it: it is no character of an SH value.
    private const char Separator = '\\';

    /// <summary>True when it names nothing.</summary>
    public bool IsEmpty => AccessionNumber.Length == 0 && RequestedProcedureId.Length == 0 && StepId.Length == 0;

    /// <summary>The name of the entity: a digest, as identifiers of order systems may hold any character.</summary>
    public string EntityId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())).AsSpan(0, 16));

    /// <summary>The key of a worklist item.</summary>
    public static WorklistKey Of(DataSet item)
    {
        var step = item.GetItems(Tags.ScheduledProcedureStepSequence) is [var first, ..] ? first : null;
        return new WorklistKey(TextOf(item, Tags.AccessionNumber), TextOf(item, Tags.RequestedProcedureID), step is null ? string.Empty : TextOf(step, Tags.ScheduledProcedureStepID));
    }

    public override string ToString() => $"{AccessionNumber}{Separator}{RequestedProcedureId}{Separator}{StepId}";

    private static string TextOf(DataSet dataSet, Tag tag) => dataSet.GetString(tag)?.Trim() ?? string.Empty;
}
