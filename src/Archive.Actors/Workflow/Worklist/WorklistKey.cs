using System.Security.Cryptography;
using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Workflow.Worklist;

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

    /// <summary>
    /// With the identifiers that are missing as every item gets them: a modality knows a step by what it was answered, an order system by what it sent.
    /// </summary>
    public WorklistKey Completed()
    {
        var procedure = RequestedProcedureId is { Length: > 0 } own ? own : AccessionNumber is { Length: > 0 } accession ? accession : StepId;
        return this with { RequestedProcedureId = procedure, StepId = StepId is { Length: > 0 } step ? step : procedure };
    }

    /// <summary>The key of a worklist item.</summary>
    public static WorklistKey Of(DataSet item)
    {
        var step = item.GetItems(Tags.ScheduledProcedureStepSequence) is [var first, ..] ? WorklistItem.TextOf(first, Tags.ScheduledProcedureStepID) : string.Empty;
        return new WorklistKey(WorklistItem.TextOf(item, Tags.AccessionNumber), WorklistItem.TextOf(item, Tags.RequestedProcedureID), step).Completed();
    }

    public override string ToString() => $"{AccessionNumber}{Separator}{RequestedProcedureId}{Separator}{StepId}";
}
